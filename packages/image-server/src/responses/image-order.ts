import type { PlaceClient } from "@understudy/core/adapter";
import type { Catalog } from "../catalog/catalog.ts";
import type { ImageCommands } from "../commands/image-commands.ts";
import type { ServerSnapshot } from "../request/server-snapshot.ts";

/** One response that is to be made from sources, or taken from the cache. */
export interface ImageOrder {
  readonly snapshot: ServerSnapshot;
  /** Whose settings, fonts and profiles apply. */
  readonly catalog: Catalog;
  /** Catalog entry or path of the base image. */
  readonly src: string;
  readonly commands: ImageCommands;
  readonly clientAddress: string;
  /** Aborted when the client goes away: nothing is begun for it any more. */
  readonly clientSignal: AbortSignal;
  /** For whom it is made. */
  readonly placeClient: PlaceClient;
  /**
   * Gets what of the sources was left aside, when the response is made and not taken from the cache. @default nothing
   */
  readonly note?: (text: string) => void;
}
