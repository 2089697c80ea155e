import { listData, readData, removeData, writeData } from "./data-folder.ts";
import { dataSet } from "./data-set.ts";
import { digest, formatManifest, MANIFEST, readManifest } from "./manifest.ts";

/** The whole pictures: they are kept as they are committed, and everything else is made. */
export function isPicture(path: string): boolean {
  return /^(shared|secondary)\/images\//.test(path);
}

/**
 * Makes a data folder anew from its whole pictures, always the same one: catalogs, configurations, fonts, profiles,
 * static files and the primary's broken sources. A file that belongs to none of them is removed, and a new picture
 * taken into the manifest.
 *
 * @returns how many files the manifest lists
 * @throws {Error} naming a picture of the manifest that is missing or has other bytes; nothing is changed then
 */
export async function makeData(folder: string): Promise<number> {
  const digests = await checkedPictures(folder);
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

/** The digests of all pictures in the folder, those of the manifest checked. */
async function checkedPictures(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of await listData(folder)) {
    if (isPicture(path)) found.set(path, digest(await readData(folder, path)));
  }
  for (const [path, wanted] of await readManifest(folder)) {
    if (!isPicture(path) || found.get(path) === wanted) continue;
    const problem = found.has(path) ? "has other bytes than the manifest says" : "is missing";
    throw new Error(`the picture ${path} ${problem}; take it from git, or its line out of ${MANIFEST}`);
  }
  return found;
}
