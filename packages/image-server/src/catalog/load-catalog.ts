import { dirname, resolve } from "node:path";
import { readAttributeFile } from "./attribute-file.ts";
import { readAttributes } from "./attributes.ts";
import type { Catalog, CatalogAttributes, ImageRecord, StaticRecord } from "./catalog.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import { readImageRecords, readNameMap, readStaticRecords } from "./catalog-records.ts";
import type { NoticeList } from "./notice-list.ts";

/** What a catalog is loaded with. */
export interface LoadCatalogContext {
  readonly inherited: CatalogAttributes;
  /** Whose font and profile maps are asked when the catalog's own do not know a name. */
  readonly fallback?: Catalog;
  /** Only the default catalog may be without a `RootId`. */
  readonly rootIdRequired: boolean;
  /** Gives the list for the notices of a file; also tells which files were read. */
  noticesOf(file: string): NoticeList;
}

/**
 * Loads one catalog: its attribute file and the data files that this names, in their order.
 *
 * @throws {CatalogFileError} if one of the files cannot be used; the catalog is loaded whole or not at all
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
  const images = new Map<string, ImageRecord>();
  const staticContent = new Map<string, StaticRecord>();
  const fonts = new Map<string, string>();
  const profiles = new Map<string, string>();
  const eachOf = async (names: readonly string[], read: (path: string, notices: NoticeList) => Promise<void>) => {
    for (const name of names) {
      const path = resolve(dirname(file), name);
      await read(path, context.noticesOf(path));
    }
  };
  await eachOf(dataFiles.images, (path, list) => readImageRecords(path, images, list));
  await eachOf(dataFiles.staticContent, (path, list) => readStaticRecords(path, staticContent, list));
  await eachOf(dataFiles.fontMap, (path, list) => readNameMap(path, "FontPath", fonts, list));
  await eachOf(dataFiles.profileMap, (path, list) => readNameMap(path, "ProfilePath", profiles, list));
  const { fallback } = context;
  return {
    attributes,
    image: (id) => images.get(id),
    staticContent: (id) => staticContent.get(id),
    fontPath: (name) => fonts.get(name) ?? fallback?.fontPath(name),
    profilePath: (name) => profiles.get(name) ?? fallback?.profilePath(name),
  };
}
