import type { CatalogSet } from "../catalog/catalog.ts";
import type { ServerConfiguration } from "../configuration/configuration.ts";
import type { ImagingService } from "../isolation/imaging-service.ts";
import type { RenderQueue } from "../rendering/render-queue.ts";
import type { ResponseCache } from "../rendering/response-cache.ts";
import type { VerdictMemory } from "../rendering/verdict-memory.ts";
import type { ServerStatus } from "../server-status.ts";
import type { SourceStore } from "../sources/source-file.ts";

/** All that a request is served from, as it was when the request came: a reload makes a new one. */
export interface ServerSnapshot {
  readonly status: ServerStatus;
  readonly configuration: ServerConfiguration;
  readonly catalogs: CatalogSet;
  readonly sources: SourceStore;
  readonly cache: ResponseCache;
  readonly queue: RenderQueue;
  readonly imaging: ImagingService;
  readonly verdicts: VerdictMemory;
}
