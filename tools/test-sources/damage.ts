import { createRandom } from "./random.ts";

/** The first part of a file: a transfer that broke off. */
export function cutShort(bytes: Uint8Array, share = 0.5): Uint8Array {
  return bytes.slice(0, Math.floor(bytes.length * share));
}

/** A file with a stretch of zeros in it: a block of the disk that was lost. */
export function zeroed(bytes: Uint8Array, start = 0.4, end = 0.6): Uint8Array {
  return bytes.slice().fill(0, Math.floor(bytes.length * start), Math.floor(bytes.length * end));
}

/** A file with every bit of some bytes turned over, none of them among the first `spared` bytes. */
export function scrambled(bytes: Uint8Array, seed = 1, count = 64, spared = 16): Uint8Array {
  const random = createRandom(seed);
  const damaged = bytes.slice();
  for (let index = 0; index < count; index++) {
    const at = spared + Math.floor(random() * (bytes.length - spared));
    damaged[at] = damaged[at]! ^ 0xff;
  }
  return damaged;
}
