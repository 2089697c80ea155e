import { createHash } from "node:crypto";

/** A digest of bytes or text that fits an entity tag and a log line: the first 128 bits of SHA-256, hexadecimal. */
export function digestOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}
