import type { CacheUse } from "@understudy/core/adapter";
import type { ImagingSettings } from "../imaging/imaging.ts";
import type { ImagingTask } from "../isolation/imaging-job.ts";
import type { ImagingResult } from "../isolation/imaging-service.ts";
import { createRequestSources, type RequestSources } from "../lookup/request-sources.ts";
import type { MadeResponse } from "../rendering/response-cache.ts";
import { lookupsUnchanged } from "../sources/source-lookup.ts";
import type { ImageOrder } from "./image-order.ts";
import { digestOf, responseKey } from "./response-key.ts";
import { runJudged } from "./run-judged.ts";

/** What making a response yields, before it is digested. */
export interface ImageProduct {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Hours. @default that of the images it was made from */
  readonly expirationHours?: number;
}

/** A response and how it came about. */
export interface ImageOutcome {
  readonly made: MadeResponse;
  readonly use: CacheUse;
  readonly cacheKey: string;
}

/** The settings of a rendering, from the attributes of its catalog and the server's configuration. */
export function imagingSettings({ catalog, snapshot }: Pick<ImageOrder, "catalog" | "snapshot">): ImagingSettings {
  const { jpegQuality, bkgColor, maxPix, orientation, sourceCheck, defaultFont } = catalog.attributes;
  const { maxSourcePixels } = snapshot.configuration;
  return {
    jpegQuality,
    bkgColor,
    maxPix,
    orientation,
    sourceCheck,
    maxSourcePixels,
    ...(defaultFont === undefined ? {} : { defaultFont }),
  };
}

/**
 * Gets a response from the cache, or makes it in the render queue. A kept one is looked at only after all its sources
 * were found unchanged.
 *
 * @param task what is to be done with the sources
 * @param finish makes the response out of what the task yields
 * @param onSources gets the sources as soon as they are being read, also when that fails
 */
export async function makeOrReuse<T extends ImagingTask>(
  order: ImageOrder,
  task: T,
  finish: (result: ImagingResult<T>, sources: RequestSources) => ImageProduct,
  onSources: (sources: RequestSources) => void = () => {},
): Promise<ImageOutcome> {
  const { snapshot, catalog, commands, clientAddress, clientSignal, placeClient } = order;
  const cacheKey = responseKey(order, task);
  const { made, use } = await snapshot.cache.response(
    cacheKey,
    commands.cache,
    ({ lookups }) => lookupsUnchanged(snapshot.sources, lookups),
    async (signal) => {
      const sources = createRequestSources(snapshot, catalog, clientAddress);
      onSources(sources);
      const result = await runJudged(task, sources, snapshot, signal, placeClient);
      const { bytes, contentType, expirationHours } = finish(result, sources);
      return {
        bytes,
        contentType,
        digest: digestOf(bytes),
        lastModifiedMs: sources.lastModifiedMs,
        expirationHours: expirationHours ?? sources.expirationHours ?? catalog.attributes.expiration,
        lookups: sources.lookups,
      };
    },
    clientSignal,
  );
  return { made, use, cacheKey };
}

/** Renders an image order, or takes it from the cache. */
export function makeImage(order: ImageOrder, onSources?: (sources: RequestSources) => void): Promise<ImageOutcome> {
  const { commands, src } = order;
  const task: ImagingTask = { kind: "render", commands, src, settings: imagingSettings(order) };
  return makeOrReuse(
    order,
    task,
    ({ bytes, contentType, notes = [] }) => {
      for (const text of notes) order.note?.(text);
      return { bytes: bytes as Uint8Array<ArrayBuffer>, contentType };
    },
    onSources,
  );
}
