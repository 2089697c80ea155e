import { createRandom } from "@understudy/test-sources/random";

/** The first part of a file: a copy that broke off. */
export function cutShort(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.slice(0, Math.floor(bytes.length * share));
}

/** A file of the same length with random bytes in a stretch of it: a block of the disk that was lost. */
export function overwritten(bytes: Uint8Array, seed: number, start: number, end: number): Uint8Array {
  const random = createRandom(seed);
  const damaged = bytes.slice();
  for (let at = start; at < Math.min(end, damaged.length); at++) damaged[at] = Math.floor(random() * 256);
  return damaged;
}

/**
 * A JPEG whose embedded profile is damaged and whose pixels are whole.
 *
 * @throws {Error} if it has no profile
 */
export function withDamagedProfile(jpeg: Uint8Array, seed: number): Uint8Array {
  const marker = new TextEncoder().encode("ICC_PROFILE\0");
  const at = jpeg.findIndex((_, from) => marker.every((byte, index) => jpeg[from + index] === byte));
  if (at === -1) throw new Error("the JPEG has no embedded profile to damage");
  const start = at + marker.length + 2;
  // Signature, version and the whole table of tags: nothing a reader could guess from.
  return overwritten(jpeg, seed, start + 4, start + 256);
}
