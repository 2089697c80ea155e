import { BUILT_IN_ATTRIBUTES } from "./attributes.ts";
import type { Catalog, CatalogSet, MissingCatalogs } from "./catalog.ts";

/** The default catalog of a server without `default.ini`: the built-in attributes and no data. */
export const EMPTY_CATALOG: Catalog = {
  attributes: BUILT_IN_ATTRIBUTES,
  image: () => undefined,
  staticContent: () => undefined,
  fontPath: () => undefined,
  profilePath: () => undefined,
};

/** Nothing is missing. */
export const NONE_MISSING: MissingCatalogs = { all: false, anyRootId: false, byRootId: new Map() };

/** Makes a set of catalogs; of two with the same root id the later one is found. */
export function createCatalogSet(
  version: number,
  defaultCatalog: Catalog,
  catalogs: Iterable<Catalog>,
  missing: MissingCatalogs = NONE_MISSING,
): CatalogSet {
  const byRootId = new Map<string, Catalog>();
  let count = 0;
  for (const catalog of catalogs) {
    count++;
    const { rootId } = catalog.attributes;
    if (rootId !== "") byRootId.set(rootId, catalog);
  }
  return {
    version,
    catalog: (rootId) => byRootId.get(rootId),
    rootIds: [...byRootId.keys()],
    defaultCatalog,
    isUnavailable(rootId) {
      if (missing.all) return true;
      if (rootId === undefined || byRootId.has(rootId)) return false;
      return missing.anyRootId || missing.byRootId.has(rootId);
    },
    count,
    guards: [...missing.byRootId.values()],
  };
}
