import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with the committed data. */
export const DATA = fileURLToPath(new URL("../data", import.meta.url));

/** All files below the data folder, as paths with `/`, in order. */
export async function listData(): Promise<string[]> {
  const entries = await readdir(DATA, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(DATA, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The bytes of a file of the data folder. */
export function readData(path: string): Promise<Uint8Array> {
  return readFile(join(DATA, path));
}

/** Writes a file of the data folder, and the folders that it needs. */
export async function writeData(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(DATA, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

/** Takes a file out of the data folder. */
export function removeData(path: string): Promise<void> {
  return rm(join(DATA, path));
}
