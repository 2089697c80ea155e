import type { Catalog, CatalogSet, ImageRecord } from "../catalog/catalog.ts";
import { joinPaths } from "../catalog/relative-path.ts";
import { refuseUnavailable } from "../request/catalog-availability.ts";
import { admits, admitsPaths } from "../request/client-address-filter.ts";

/** Where an image of a request leads: to a catalog's record, or to paths below the image roots. */
export interface ImageReference {
  /** How the log and cache keys call it: `rootId/id`, or the path. */
  readonly name: string;
  /** Its attributes apply. The default catalog where none was named. */
  readonly catalog: Catalog;
  readonly record?: ImageRecord;
  /** Relative to the image roots; without a record, all paths that the name may mean, to be tried in order. */
  readonly paths: readonly string[];
}

/**
 * Finds what an image's name means. IS manual, "Image catalogs": the first element names a catalog, the rest an entry
 * of it; failing that an entry of the default catalog; failing that the name is a path, relative to the catalog's
 * `RootPath` or to the image roots.
 *
 * @throws {SourceError} catalog-unavailable where its meaning is not known (X23)
 */
export function findImage(catalogs: CatalogSet, name: string): ImageReference {
  const slash = name.indexOf("/");
  refuseUnavailable(catalogs, slash === -1 ? undefined : name.slice(0, slash), name);
  const named = slash === -1 ? undefined : catalogs.catalog(name.slice(0, slash));
  const id = named === undefined ? name : name.slice(slash + 1);
  const { defaultCatalog } = catalogs;
  const catalog = named ?? defaultCatalog;

  const entries = [
    [catalog, id],
    [defaultCatalog, id],
    [defaultCatalog, name],
  ] as const;
  for (const [owner, key] of entries) {
    const record = owner.image(key);
    if (record === undefined) continue;
    return { name: joinId(owner, key), catalog: owner, record, paths: [imagePath(owner, record.path)] };
  }
  const paths = new Set([imagePath(catalog, id), withExtension(name, catalog.attributes.defaultExt)]);
  return { name, catalog, paths: [...paths] };
}

/**
 * Whether the client's address may have it: by the filter of its catalog, and for a path by that of the catalog whose
 * folder it is in.
 */
export function admitsImage(catalogs: CatalogSet, reference: ImageReference, clientAddress: string): boolean {
  const { catalog, record, paths } = reference;
  if (!admits(catalog.attributes.clientAddressFilter, clientAddress)) return false;
  return record !== undefined || admitsPaths(catalogs, paths, "rootPath", clientAddress);
}

function imagePath({ attributes }: Catalog, path: string): string {
  return withExtension(joinPaths(attributes.rootPath, path), attributes.defaultExt);
}

function joinId({ attributes }: Catalog, id: string): string {
  return attributes.rootId === "" ? id : `${attributes.rootId}/${id}`;
}

/** IS manual, "DefaultExt": added to a path that has no file extension. */
function withExtension(path: string, extension: string | undefined): string {
  if (extension === undefined || extension === "" || /\.[^./]+$/.test(path)) return path;
  return `${path}.${extension.replace(/^\./, "")}`;
}
