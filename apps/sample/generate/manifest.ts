import { createHash } from "node:crypto";

/** Digests of all files of the data folder, by their paths in order. */
export type Manifest = Readonly<Record<string, string>>;

/** The manifest's name in the data folder. */
export const MANIFEST = "manifest.json";

/** SHA-256 as hexadecimal digits. */
export function digest(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The manifest as it stands in its file. */
export function formatManifest(digests: ReadonlyMap<string, string>): string {
  const sorted = [...digests].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}
