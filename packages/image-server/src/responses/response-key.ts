import { createHash } from "node:crypto";
import type { Catalog } from "../catalog/catalog.ts";
import type { ServerConfiguration } from "../configuration/configuration.ts";
import type { NeededSource } from "../imaging/needed-sources.ts";
import type { ImagingTask } from "../isolation/imaging-job.ts";
import { sourcesOfTask } from "../isolation/imaging-service.ts";
import { findImage } from "../lookup/image-reference.ts";
import { refusingCatalogs } from "../request/client-address-filter.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { ImageOrder } from "./image-order.ts";

/**
 * The key under which a response is kept: a digest of everything that it is made from but the files themselves, which
 * the cache looks at each time. That is the request, what its names mean in the catalogs, the attributes of these
 * catalogs, the folders that are looked into, and which catalogs refuse the client. So a response outlives a reload that
 * does not concern it, and one that it does concern is not found any more.
 */
export function responseKey(
  { snapshot, catalog, src, commands, clientAddress }: ImageOrder,
  task: ImagingTask,
): string {
  const { catalogs, configuration } = snapshot;
  const { cache: _, ...relevant } = commands;
  const meaning = ({ kind, name }: NeededSource): unknown => {
    if (kind === "font") return catalog.fontPath(name);
    if (kind === "profile") return catalog.profilePath(name);
    const { catalog: owner, record, paths } = findImage(catalogs, name);
    return [attributesText(owner), record, paths];
  };
  return digestOf(
    canonicalJson([
      task.kind,
      src,
      relevant,
      attributesText(catalog),
      sourcesOfTask(task).map((source) => [source, meaning(source)]),
      foldersText(configuration),
      refusingCatalogs(catalogs, clientAddress),
    ]),
  );
}

/** Attributes and folders stay what they are as long as there are requests for them. */
const attributesText = keptText(({ attributes }: Catalog) => attributes);
const foldersText = keptText(({ imageRootPaths, catalogRootPath }: ServerConfiguration) => [
  imageRootPaths,
  catalogRootPath,
]);

function keptText<Thing extends object>(partOf: (thing: Thing) => unknown): (thing: Thing) => string {
  const texts = new WeakMap<Thing, string>();
  return (thing) => {
    let text = texts.get(thing);
    if (text === undefined) {
      text = digestOf(canonicalJson(partOf(thing)));
      texts.set(thing, text);
    }
    return text;
  };
}

/** A digest of bytes or text that fits an entity tag and a log line: the first 128 bits of SHA-256, hexadecimal. */
export function digestOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
