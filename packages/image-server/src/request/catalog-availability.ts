import { SourceError } from "@understudy/core";
import type { CatalogSet } from "../catalog/catalog.ts";

/**
 * Refuses a name whose meaning is not known, because the catalog that it may be of could not be loaded (X23).
 *
 * @param rootId the first of the name's elements; undefined for a name of one element
 * @throws {SourceError} catalog-unavailable
 */
export function refuseUnavailable(catalogs: CatalogSet, rootId: string | undefined, name: string): void {
  if (catalogs.isUnavailable(rootId)) throw new SourceError("catalog-unavailable", { source: name });
}
