import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The manifest's name in the data folder. */
export const MANIFEST = "manifest.json";

/** SHA-256 as hexadecimal digits. */
export function digest(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The manifest as it is written to its file: digests of all files of the data folder, by their paths in order. */
export function formatManifest(digests: ReadonlyMap<string, string>): string {
  const sorted = [...digests].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/** The digests of a folder's manifest, by path. @throws {Error} where there is none */
export async function readManifest(folder: string): Promise<ReadonlyMap<string, string>> {
  return new Map(Object.entries(JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as Record<string, string>));
}
