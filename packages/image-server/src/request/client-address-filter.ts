import ipaddr from "ipaddr.js";
import type { CatalogAttributes, CatalogSet } from "../catalog/catalog.ts";
import { RequestError } from "./request-error.ts";

/**
 * Whether a catalog serves a client. IS manual, "ClientAddressFilter".
 *
 * @param filter addresses or CIDR ranges; empty = every client may ask
 * @param address the client's IP address; an IPv4 address in IPv6 clothes (`::ffff:10.0.0.1`) counts as IPv4
 */
export function admits(filter: readonly string[], address: string): boolean {
  if (filter.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  const client = ipaddr.process(address);
  return filter.some((entry) => matches(client, entry));
}

/** The attribute that names the folder below which a catalog's files of one kind are. */
type RootPathAttribute = "rootPath" | "staticContentRootPath";

/**
 * Whether a client may have files that it named by their path, and not by a catalog's entry: every catalog with a
 * filter guards what is below its `RootPath` (or `StaticContentRootPath`), else naming the path would be the way past
 * the filter. A catalog without such a folder guards its entries only.
 *
 * @param paths relative to the roots, all that the request may lead to
 */
export function admitsPaths(
  catalogs: CatalogSet,
  paths: readonly string[],
  attribute: RootPathAttribute,
  address: string,
): boolean {
  return filteringCatalogs(catalogs).every((attributes) => {
    const folder = attributes[attribute].replace(/^\/+|\/+$/g, "");
    const guards = folder !== "" && paths.some((path) => isBelow(path, folder));
    return !guards || admits(attributes.clientAddressFilter, address);
  });
}

/** Case does not count: there are file systems on which it does not. */
function isBelow(path: string, folder: string): boolean {
  return path.toLowerCase().startsWith(`${folder.toLowerCase()}/`);
}

/** @throws {RequestError} 403 unless the client is `admitted` */
export function refuseUnless(admitted: boolean): void {
  if (!admitted) throw new RequestError("refused", "This client may not ask for it.");
}

/** Root ids of the catalogs that do not serve a client: clients with the same list may share responses. */
export function refusingCatalogs(catalogs: CatalogSet, address: string): string[] {
  return filteringCatalogs(catalogs)
    .filter(({ clientAddressFilter }) => !admits(clientAddressFilter, address))
    .map(({ rootId }) => rootId);
}

const FILTERING = new WeakMap<CatalogSet, readonly CatalogAttributes[]>();

/** Attributes of the catalogs with a filter. Most sets have none, so a request must not go through all of them. */
function filteringCatalogs(catalogs: CatalogSet): readonly CatalogAttributes[] {
  let filtering = FILTERING.get(catalogs);
  if (filtering === undefined) {
    const loaded = [catalogs.defaultCatalog, ...catalogs.rootIds.map((rootId) => catalogs.catalog(rootId))];
    filtering = [...loaded.map((catalog) => catalog?.attributes), ...catalogs.guards].filter(
      (attributes): attributes is CatalogAttributes => (attributes?.clientAddressFilter.length ?? 0) > 0,
    );
    FILTERING.set(catalogs, filtering);
  }
  return filtering;
}

function matches(client: ipaddr.IPv4 | ipaddr.IPv6, entry: string): boolean {
  if (!ipaddr.isValidCIDR(entry)) {
    return ipaddr.isValid(entry) && ipaddr.process(entry).toNormalizedString() === client.toNormalizedString();
  }
  const [range, bits] = ipaddr.parseCIDR(entry);
  return client.kind() === range.kind() && client.match(range, bits);
}
