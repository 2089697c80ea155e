import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type FolderParts, writeConfigurationFolder } from "./write-folder.ts";

/**
 * Makes a new configuration folder.
 *
 * @param parent where it is made
 * @returns its path
 * @throws {Error} naming the parent and why nothing can be written there; nothing is left
 */
export async function makeConfigurationFolder(parent: string, parts: FolderParts): Promise<string> {
  const prefix = join(parent, "conformance-");
  let folder: string | undefined;
  try {
    folder = await mkdtemp(prefix);
    await writeConfigurationFolder(folder, parts);
    return folder;
  } catch (error) {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    throw new Error(`a configuration folder cannot be written in ${parent}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
