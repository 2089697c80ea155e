import { concatBytes } from "@understudy/source-check/decoder";

/** Header and logical screen descriptor. */
const SCREEN_BYTES = 13;
const EXTENSION = 0x21;
const DESCRIPTOR_BYTES = 10;
const TABLE_FOLLOWS = 0x80;

/**
 * A GIF that has neither a global nor a local palette gets one: black, white, and black again. GIF89a, section 18, leaves it to
 * the reader which; browsers and giflib begin so.
 *
 * @param gif with nothing but one picture and its graphic control, as `plainImage` makes it
 */
export function withPalette(gif: Uint8Array): Uint8Array {
  if ((gif[10]! & TABLE_FOLLOWS) !== 0) return gif;
  let at = SCREEN_BYTES;
  // A graphic control extension has always eight bytes.
  if (gif[at] === EXTENSION) at += 8;
  const data = at + DESCRIPTOR_BYTES;
  if ((gif[data - 1]! & TABLE_FOLLOWS) !== 0) return gif;
  // As many entries as there are codes for.
  const size = Math.min(7, Math.max(0, gif[data]! - 1));
  const descriptor = gif.slice(at, data);
  descriptor[DESCRIPTOR_BYTES - 1] = (descriptor[DESCRIPTOR_BYTES - 1]! & ~7) | TABLE_FOLLOWS | size;
  const table = new Uint8Array(3 * 2 ** (size + 1)).fill(255, 3, 6);
  return concatBytes(gif.subarray(0, at), descriptor, table, gif.subarray(data));
}
