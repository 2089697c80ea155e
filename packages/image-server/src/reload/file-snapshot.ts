import { readdir } from "node:fs/promises";
import { isAttributeFileName } from "../catalog/attribute-file.ts";
import { lookAtFile } from "../configuration/file-look.ts";

/** How files looked at one moment, by path. */
export type FileSnapshot = ReadonlyMap<string, string>;

/**
 * Looks at files, and at the names of the attribute files (`*.ini`) in a folder.
 */
export async function takeSnapshot(files: Iterable<string>, iniFolder: string): Promise<FileSnapshot> {
  const looks = [...new Set(files)].map(async (path) => [path, (await lookAtFile(path)).identity] as const);
  const listing = await readdir(iniFolder).then(
    (names) => names.filter(isAttributeFileName).sort().join("/"),
    (error: { code?: unknown }) => `! ${error.code}`,
  );
  return new Map([...(await Promise.all(looks)), [`${iniFolder}/*.ini`, listing]]);
}

/** Whether two looks at the same files found the same. */
export function isSameSnapshot(one: FileSnapshot, other: FileSnapshot): boolean {
  return one.size === other.size && [...one].every(([path, look]) => other.get(path) === look);
}
