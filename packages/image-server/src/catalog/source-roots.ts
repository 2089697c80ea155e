import { join } from "node:path";
import type { ServerConfiguration } from "../configuration/configuration.ts";
import type { Catalog } from "./catalog.ts";

/** Where the images of a catalog are, in order: the image roots, each with the catalog's `RootPath`. */
export function imageRoots(configuration: ServerConfiguration, catalog: Catalog): readonly string[] {
  return configuration.imageRootPaths.map((root) => join(root, catalog.attributes.rootPath));
}

/** Where the static content of a catalog is, in order: the static roots, each with its `StaticContentRootPath`. */
export function staticContentRoots(configuration: ServerConfiguration, catalog: Catalog): readonly string[] {
  return configuration.staticContentRootPaths.map((root) => join(root, catalog.attributes.staticContentRootPath));
}

/**
 * Where the paths of a catalog's font map and profile map are looked for, in order: the catalog folder, then the
 * catalog's image roots. The IS manual ("Source data") has the image roots only; the catalog folder comes first here so
 * that fonts and profiles can stand beside the catalogs and are not served as images.
 */
export function fontAndProfileRoots(configuration: ServerConfiguration, catalog: Catalog): readonly string[] {
  return [configuration.catalogRootPath, ...imageRoots(configuration, catalog), ...configuration.imageRootPaths];
}
