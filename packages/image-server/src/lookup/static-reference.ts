import type { Catalog, StaticRecord } from "../catalog/catalog.ts";
import { joinPaths } from "../catalog/relative-path.ts";
import { refuseUnavailable } from "../request/catalog-availability.ts";
import { admits, admitsPaths } from "../request/client-address-filter.ts";
import { RequestError } from "../request/request-error.ts";
import type { RequestPath } from "../request/request-path.ts";
import type { ServerSnapshot } from "../request/server-snapshot.ts";
import type { SourceCandidate } from "../sources/source-lookup.ts";

/** Where a request for static content leads. */
export interface StaticReference {
  /** How the log calls it: `rootId/id`, or the path. */
  readonly name: string;
  /** Its attributes apply. */
  readonly catalog: Catalog;
  readonly record?: StaticRecord;
  readonly candidate: SourceCandidate;
}

/**
 * Finds what a path of `/is/content` or `/is/static` means. IS manual, "Serving static (non-image) contents". An id
 * without a record is a path below the catalog's static content root path (R07).
 *
 * @throws {SourceError} catalog-unavailable where its meaning is not known (X23)
 * @throws {RequestError} 404 if `/is/content` names no catalog that exists
 */
export function findStatic(
  { context, source }: RequestPath,
  { catalogs, configuration }: Pick<ServerSnapshot, "catalogs" | "configuration">,
): StaticReference {
  const { defaultCatalog } = catalogs;
  const roots = configuration.staticContentRootPaths;
  const below = ({ attributes }: Catalog, path: string): SourceCandidate => ({
    roots,
    relativePath: joinPaths(attributes.staticContentRootPath, path),
  });
  if (context === "static") {
    // Whose folder it is, and whom that is guarded from, is not known either.
    const [folder] = source.split("/", 1);
    refuseUnavailable(catalogs, folder === source ? undefined : folder, source);
    return { name: source, catalog: defaultCatalog, candidate: { roots, relativePath: source } };
  }
  const slash = source.indexOf("/");
  refuseUnavailable(catalogs, slash === -1 ? undefined : source.slice(0, slash), source);
  const rootId = slash === -1 ? source : source.slice(0, slash);
  const named = slash === -1 ? undefined : catalogs.catalog(rootId);
  const id = named === undefined ? source : source.slice(slash + 1);
  for (const owner of [named ?? defaultCatalog, defaultCatalog]) {
    const record = owner.staticContent(id);
    if (record === undefined) continue;
    return { name: source, catalog: owner, record, candidate: below(owner, record.path) };
  }
  if (named === undefined) {
    throw new RequestError("unknown-context", "The catalog is not known.");
  }
  return { name: source, catalog: named, candidate: below(named, id) };
}

/**
 * Whether the client's address may have it: by the filter of its catalog, and for a path by that of the catalog whose
 * folder it is in.
 */
export function admitsStatic(
  { catalogs }: Pick<ServerSnapshot, "catalogs">,
  { catalog, record, candidate }: StaticReference,
  clientAddress: string,
): boolean {
  if (!admits(catalog.attributes.clientAddressFilter, clientAddress)) return false;
  const paths = [candidate.relativePath];
  return record !== undefined || admitsPaths(catalogs, paths, "staticContentRootPath", clientAddress);
}
