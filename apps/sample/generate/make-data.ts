import { listData, readData, removeData, writeData } from "./data-folder.ts";
import { dataSet } from "./data-set.ts";
import { digest, formatManifest, MANIFEST, readManifest } from "./manifest.ts";

/** The whole pictures, the page's style sheet and script: kept as they are committed. Everything else is made. */
export function isKept(path: string): boolean {
  return /^(shared|secondary)\/images\/|^shared\/static\/(styles|scripts)\/shop\./.test(path);
}

/**
 * Makes a data folder anew from the files that are kept, always the same one: catalogs, configurations, fonts, profiles,
 * static files and the primary's broken sources. A file that belongs to none of them is removed, and a new one that is kept
 * taken into the manifest.
 *
 * @returns how many files the manifest lists
 * @throws {Error} naming a kept file of the manifest that is missing or has other bytes; nothing is changed then
 */
export async function makeData(folder: string): Promise<number> {
  const digests = await checkedFiles(folder);
  const files = dataSet();
  for (const path of await listData(folder)) {
    if (!digests.has(path) && !files.has(path) && path !== MANIFEST) await removeData(folder, path);
  }
  for (const [path, make] of files) {
    const bytes = await make((source) => readData(folder, source));
    await writeData(folder, path, bytes);
    digests.set(path, digest(bytes));
  }
  await writeData(folder, MANIFEST, formatManifest(digests));
  return digests.size;
}

/** The digests of all kept files in the folder, those of the manifest checked. */
async function checkedFiles(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of await listData(folder)) {
    if (isKept(path)) found.set(path, digest(await readData(folder, path)));
  }
  for (const [path, wanted] of await readManifest(folder)) {
    if (!isKept(path) || found.get(path) === wanted) continue;
    const problem = found.has(path) ? "has other bytes than the manifest says" : "is missing";
    throw new Error(`the file ${path} ${problem}; take it from git, or its line out of ${MANIFEST}`);
  }
  return found;
}
