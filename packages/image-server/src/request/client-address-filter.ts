import ipaddr from "ipaddr.js";
import type { Catalog, CatalogSet } from "../catalog/catalog.ts";
import { RequestError } from "./request-error.ts";

/**
 * Whether a catalog serves a client. IS manual, "ClientAddressFilter".
 *
 * @param filter addresses or CIDR ranges; empty = everybody may ask
 * @param address the client's IP address; an IPv4 address in IPv6 clothes (`::ffff:10.0.0.1`) counts as IPv4
 */
export function admits(filter: readonly string[], address: string): boolean {
  if (filter.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  const client = ipaddr.process(address);
  return filter.some((entry) => matches(client, entry));
}

/** @throws {RequestError} 403 if the catalog does not serve the client */
export function admitClient({ attributes }: Catalog, address: string): void {
  if (!admits(attributes.clientAddressFilter, address)) {
    throw new RequestError("refused", "This client may not ask for it.");
  }
}

/** Root ids of the catalogs that do not serve a client: clients with the same list may share answers. */
export function refusingCatalogs(catalogs: CatalogSet, address: string): string[] {
  return filteringCatalogs(catalogs)
    .filter(({ attributes }) => !admits(attributes.clientAddressFilter, address))
    .map(({ attributes }) => attributes.rootId);
}

const FILTERING = new WeakMap<CatalogSet, readonly Catalog[]>();

/** Most sets have none, so a request must not go through all of them. */
function filteringCatalogs(catalogs: CatalogSet): readonly Catalog[] {
  let filtering = FILTERING.get(catalogs);
  if (filtering === undefined) {
    filtering = [catalogs.defaultCatalog, ...catalogs.rootIds.map((rootId) => catalogs.catalog(rootId))].filter(
      (catalog): catalog is Catalog => (catalog?.attributes.clientAddressFilter.length ?? 0) > 0,
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
