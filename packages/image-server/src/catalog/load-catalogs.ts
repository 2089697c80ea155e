import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigurationNotice, ServerConfiguration } from "../configuration/configuration.ts";
import { isAttributeFileName } from "./attribute-file.ts";
import type { Catalog, CatalogAttributes, CatalogSet } from "./catalog.ts";
import { CatalogFileError, CatalogIncompleteError } from "./catalog-file-error.ts";
import { createCatalogSet, EMPTY_CATALOG, NONE_MISSING } from "./catalog-set.ts";
import { type LoadCatalogContext, loadCatalog } from "./load-catalog.ts";
import { createNoticeList, type NoticeList } from "./notice-list.ts";
import { createTableStore, type KeptTables } from "./table-store.ts";

const DEFAULT_CATALOG_FILE = "default.ini";

/** One loading of the catalog folder. */
export interface LoadedCatalogs {
  readonly catalogs: CatalogSet;
  readonly notices: readonly ConfigurationNotice[];
  /** Of these, what could not be loaded though it is named (X23); each is an error. */
  readonly problems: readonly ConfigurationNotice[];
  /** The catalogs by the absolute path of their attribute file, the default catalog among them. */
  readonly byFile: ReadonlyMap<string, Catalog>;
  /** Absolute path of every attribute and data file that was read, or should have been. */
  readonly files: readonly string[];
  /** The data files in memory; those that do not change are not read again by the next loading. */
  readonly tables: KeptTables;
}

/** What {@link loadCatalogs} may be given. */
export interface LoadCatalogsOptions {
  /** The loading before. A catalog that is broken now is taken from there; without it, it is left out. */
  previous?: LoadedCatalogs;
}

/**
 * Loads all catalogs of a configuration: every `*.ini` of the catalog folder with the data files that it names.
 * `default.ini` is the default catalog; the others inherit its attributes and find fonts and profiles in its maps.
 *
 * Broken files never make it throw: `notices` says what is wrong, by file, line and column, and `problems` what of it
 * is missing. A broken catalog is left out, or its previous version kept, while the others load; of what is left out
 * the set says that it is not known (X23). Without a readable catalog folder, or when all catalogs are gone from it at
 * once, the set holds what it held before.
 */
export async function loadCatalogs(
  configuration: Pick<ServerConfiguration, "catalogRootPath">,
  { previous }: LoadCatalogsOptions = {},
): Promise<LoadedCatalogs> {
  const folder = configuration.catalogRootPath;
  const version = (previous?.catalogs.version ?? 0) + 1;
  const previousTables: KeptTables = previous?.tables ?? new Map();
  const names = await attributeFileNames(folder);
  const lost = Array.isArray(names) ? allGone(names, folder, previous) : names;
  if (lost !== undefined || !Array.isArray(names)) {
    const { message, ...place } = lost as ConfigurationNotice;
    const stays = previous === undefined ? "nothing is known of any catalog" : "the catalogs stay as they were";
    const problem = { ...place, message: `${message}; ${stays}` };
    return {
      catalogs: previous?.catalogs ?? createCatalogSet(version, EMPTY_CATALOG, [], { ...NONE_MISSING, all: true }),
      notices: [problem],
      problems: [problem],
      byFile: previous?.byFile ?? new Map(),
      files: previous?.files ?? [],
      tables: previousTables,
    };
  }

  const store = createTableStore(previousTables);
  const attributeFiles: string[] = [];
  const lists: NoticeList[] = [];
  const broken: ConfigurationNotice[] = [];
  const missing = { all: false, anyRootId: false, byRootId: new Map<string, CatalogAttributes>() };
  const byFile = new Map<string, Catalog>();
  const noticesOf = (file: string) => {
    const list = createNoticeList(file);
    lists.push(list);
    return list;
  };
  async function load(
    file: string,
    context: Omit<LoadCatalogContext, "noticesOf" | "tables">,
  ): Promise<Catalog | undefined> {
    attributeFiles.push(file);
    const catalog = await loadCatalog(file, { ...context, noticesOf, tables: store }).catch((error: unknown) => {
      const incomplete = error instanceof CatalogIncompleteError ? error : undefined;
      if (incomplete === undefined && !(error instanceof CatalogFileError)) throw error;
      const kept = previous?.byFile.get(file);
      const { rootId = "" } = incomplete?.attributes ?? {};
      if (incomplete !== undefined && rootId !== "") missing.byRootId.set(rootId, incomplete.attributes);
      // What a catalog inherits from is known by the default catalog alone.
      if (kept === undefined && !context.rootIdRequired) missing.all = true;
      else if (kept === undefined && rootId === "") missing.anyRootId = true;
      for (const notice of incomplete?.notices ?? [(error as CatalogFileError).notice]) {
        broken.push({ ...notice, message: `${notice.message}; ${consequence(file, kept)}` });
      }
      return kept;
    });
    if (catalog) byFile.set(file, catalog);
    return catalog;
  }

  const defaultName = names.find(isDefault);
  const loadedDefault =
    defaultName === undefined
      ? undefined
      : await load(join(folder, defaultName), { inherited: EMPTY_CATALOG.attributes, rootIdRequired: false });
  const defaultCatalog = loadedDefault ?? EMPTY_CATALOG;
  const inheritance = { inherited: defaultCatalog.attributes, fallback: defaultCatalog, rootIdRequired: true };
  for (const name of names) {
    if (name !== defaultName) await load(join(folder, name), inheritance);
  }

  return {
    catalogs: createCatalogSet(version, defaultCatalog, byFile.values(), missing),
    notices: [...store.notices(), ...lists.flatMap((list) => list.notices()), ...broken, ...sharedRootIds(byFile)],
    problems: broken,
    byFile,
    files: [...new Set([...attributeFiles, ...store.files()])],
    tables: store.kept(),
  };
}

/** Sorted, so that which of two comes last does not depend on the file system. */
async function attributeFileNames(folder: string): Promise<string[] | ConfigurationNotice> {
  try {
    return (await readdir(folder)).filter(isAttributeFileName).sort();
  } catch (error) {
    const message = `the catalog folder cannot be read: ${(error as Error).message}`;
    return { severity: "error", file: folder, message };
  }
}

/** A folder that held catalogs and is empty now is a volume that is not mounted rather than a wish for no catalogs. */
function allGone(
  names: readonly string[],
  folder: string,
  previous: LoadedCatalogs | undefined,
): ConfigurationNotice | undefined {
  if (names.length > 0 || previous === undefined || previous.byFile.size === 0) return undefined;
  const message = "there is no attribute file in the catalog folder any more (to serve without catalogs, start anew)";
  return { severity: "error", file: folder, message };
}

function isDefault(name: string): boolean {
  return name.toLowerCase() === DEFAULT_CATALOG_FILE;
}

function consequence(attributeFile: string, kept: Catalog | undefined): string {
  return kept ? `the catalog of ${attributeFile} stays as it was` : `the catalog of ${attributeFile} is left out`;
}

function sharedRootIds(byFile: ReadonlyMap<string, Catalog>): ConfigurationNotice[] {
  const notices: ConfigurationNotice[] = [];
  const fileOf = new Map<string, string>();
  for (const [file, { attributes }] of byFile) {
    const earlier = fileOf.get(attributes.rootId);
    if (attributes.rootId !== "" && earlier !== undefined) {
      const message = `RootId ${JSON.stringify(attributes.rootId)} is also that of ${earlier}, which is not reached any more`;
      notices.push({ severity: "warning", file, column: "RootId", message });
    }
    fileOf.set(attributes.rootId, file);
  }
  return notices;
}
