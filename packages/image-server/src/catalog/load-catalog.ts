import { dirname, resolve } from "node:path";
import { readAttributeFile } from "./attribute-file.ts";
import { readAttributes } from "./attributes.ts";
import type { Catalog, CatalogAttributes } from "./catalog.ts";
import { CatalogFileError, CatalogIncompleteError } from "./catalog-file-error.ts";
import { FONT_TABLE, IMAGE_TABLE, PROFILE_TABLE, STATIC_TABLE } from "./catalog-records.ts";
import type { DataTable, TableKind } from "./data-table.ts";
import type { NoticeList } from "./notice-list.ts";
import type { TableStore } from "./table-store.ts";

/** What a catalog is loaded with. */
export interface LoadCatalogContext {
  readonly inherited: CatalogAttributes;
  /** Whose font and profile maps are asked when the catalog's own do not know a name. */
  readonly fallback?: Catalog;
  /** Only the default catalog may be without a `RootId`. */
  readonly rootIdRequired: boolean;
  /** Gives the list for the notices of a file of this catalog. */
  noticesOf(file: string): NoticeList;
  /** Where data files are read. */
  readonly tables: Pick<TableStore, "table">;
}

/**
 * Loads one catalog: its attribute file and the data files that this names, in their order.
 *
 * The catalog is loaded whole or not at all.
 *
 * @throws {CatalogFileError} if the attribute file cannot be used
 * @throws {CatalogIncompleteError} if data files cannot be used: all of them
 */
export async function loadCatalog(file: string, context: LoadCatalogContext): Promise<Catalog> {
  const notices = context.noticesOf(file);
  const entries = await readAttributeFile(file, notices);
  const { attributes, dataFiles } = readAttributes(entries, context.inherited, file, notices);
  if (attributes.rootId === "" && context.rootIdRequired) {
    throw new CatalogFileError(file, "RootId is missing or empty; only default.ini may be without", {
      column: "RootId",
    });
  }
  const errors: CatalogFileError[] = [];
  const openAll = async <Column extends string, Value>(
    names: readonly string[],
    kind: TableKind<Column, Value>,
  ): Promise<Find<Value>> => {
    const tables: (readonly [file: string, table: DataTable<Value>])[] = [];
    for (const name of names) {
      const path = resolve(dirname(file), name);
      const table = await context.tables.table(path, kind).catch((error: unknown) => {
        if (!(error instanceof CatalogFileError)) throw error;
        errors.push(error);
      });
      if (table === undefined) continue;
      await warnOfReplacedRows(table, tables, kind.keyColumn, context.noticesOf(path));
      tables.push([path, table]);
    }
    return findLast(tables.map(([, table]) => table));
  };
  const image = await openAll(dataFiles.images, IMAGE_TABLE);
  const staticContent = await openAll(dataFiles.staticContent, STATIC_TABLE);
  const font = await openAll(dataFiles.fontMap, FONT_TABLE);
  const profile = await openAll(dataFiles.profileMap, PROFILE_TABLE);
  if (errors.length > 0) throw new CatalogIncompleteError(attributes, errors);
  const { fallback } = context;
  return {
    attributes,
    image,
    staticContent,
    fontPath: (name) => font(name) ?? fallback?.fontPath(name),
    profilePath: (name) => profile(name) ?? fallback?.profilePath(name),
  };
}

type Find<Value> = (key: string) => Value | undefined;

/** Looks into the last table first, so that the last row of a key counts. */
function findLast<Value>(tables: readonly DataTable<Value>[]): Find<Value> {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return (key) => only.find(key);
  const lastFirst = tables.toReversed();
  return (key) => {
    for (const table of lastFirst) {
      const value = table.find(key);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

async function warnOfReplacedRows(
  table: DataTable<unknown>,
  earlier: readonly (readonly [file: string, table: DataTable<unknown>])[],
  column: string,
  notices: NoticeList,
): Promise<void> {
  if (earlier.length === 0) return;
  await table.eachKey((key, line) => {
    const [file] = earlier.findLast(([, candidate]) => candidate.has(key)) ?? [];
    if (file === undefined) return;
    notices.warning(`${column} ${JSON.stringify(key)} is in ${file} already; this row replaces it`, { line, column });
  });
}
