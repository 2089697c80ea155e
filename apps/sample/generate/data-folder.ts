import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with the committed data. */
export const DATA = fileURLToPath(new URL("../data", import.meta.url));

/** All files below a data folder, as paths with `/`, in order. */
export async function listData(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The bytes of a file of a data folder. */
export function readData(folder: string, path: string): Promise<Uint8Array> {
  return readFile(join(folder, path));
}

/** Writes a file of a data folder, and the folders that it needs. */
export async function writeData(folder: string, path: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

/** Takes a file out of a data folder. */
export function removeData(folder: string, path: string): Promise<void> {
  return rm(join(folder, path));
}
