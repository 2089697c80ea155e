import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One row of a catalog: what is asked for, and the file that has it. */
export interface CatalogRecord {
  /** `/is/image/rootId/id` */
  readonly path: string;
  /** Below the configuration folder. */
  readonly file: string;
}

/** A catalog, as far as it can be said in a table. */
export interface PlainCatalog {
  readonly rootId: string;
  readonly records: readonly CatalogRecord[];
  /** `DefaultImage`, below the configuration folder. */
  readonly defaultImage?: string | undefined;
  /** `ClientAddressFilter` */
  readonly allowedClients?: string | undefined;
}

/** The catalogs in a configuration folder that the suite has written. */
export async function readCatalogs(configurationFolder: string): Promise<readonly PlainCatalog[]> {
  const folder = join(configurationFolder, "catalog");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ini"));
  return Promise.all(names.map((name) => readCatalog(folder, name)));
}

async function readCatalog(folder: string, name: string): Promise<PlainCatalog> {
  const attributes = new Map(rows(await readFile(join(folder, name), "utf8"), "="));
  const rootId = attributes.get("RootId") ?? "";
  async function recordsOf(attribute: string, context: string, root: string): Promise<CatalogRecord[]> {
    const table = attributes.get(attribute);
    if (table === undefined) return [];
    const [, ...data] = rows(await readFile(join(folder, table), "utf8"), "\t");
    return data.map(([id, file]) => ({ path: `/is/${context}/${rootId}/${id}`, file: `/${root}/${file}` }));
  }
  const images = await recordsOf("CatalogFile", "image", "images");
  const staticContent = await recordsOf("StaticContentCatalogFile", "content", "static");
  return {
    rootId,
    records: [...images, ...staticContent],
    defaultImage: images.find(({ path }) => path === `/is/image/${attributes.get("DefaultImage")}`)?.file,
    allowedClients: attributes.get("ClientAddressFilter"),
  };
}

function rows(text: string, separator: string): [string, string][] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(separator).slice(0, 2) as [string, string]);
}
