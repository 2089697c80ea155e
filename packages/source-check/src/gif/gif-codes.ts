import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('GIF89a, appendix F "Variable-length-code LZW compression"');

const LONGEST_CODE = 12;
const MOST_CODES = 1 << LONGEST_CODE;
/** Longest first code less one bit; GIF89a specification, "Table Based Image Data". */
const MOST_ROOT_BITS = 8;

/**
 * Goes through the codes of a GIF image and checks that they make all its pixels. What comes after the last pixel is
 * not looked at. GIF89a specification, appendix F.
 *
 * @param rootBits the byte before the data
 * @param parts the data of the sub-blocks
 * @throws {FormatProblem} corrupt
 */
export function checkGifCodes(rootBits: number, parts: Iterable<Uint8Array>, pixels: number): void {
  if (rootBits < 1 || rootBits > MOST_ROOT_BITS) throw corrupt(`an image in it has codes of ${rootBits} bits`);
  const clear = 1 << rootBits;
  const end = clear + 1;
  // Only the lengths of the strings matter, not what is in them.
  const lengths = new Uint32Array(MOST_CODES).fill(1, 0, clear);
  let free = end + 1;
  let width = rootBits + 1;
  let before = 0;
  let found = 0;
  let bits = 0;
  let left = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at++) {
      bits |= part[at]! << left;
      left += 8;
      while (left >= width) {
        const code = bits & ((1 << width) - 1);
        bits >>>= width;
        left -= width;
        if (code === clear) {
          free = end + 1;
          width = rootBits + 1;
          before = 0;
          continue;
        }
        if (code === end) throw corrupt(`an image in it ends after ${found} of ${pixels} pixels`);
        if (before === 0) {
          if (code > end) throw corrupt("an image in it begins with a code that there is not yet");
          before = 1;
        } else {
          // A full table stays as it is until it is cleared.
          if (code > free || (code === free && free === MOST_CODES))
            throw corrupt("an image in it has a code that there is not yet");
          if (free < MOST_CODES) {
            lengths[free++] = before + 1;
            if (free === 1 << width && width < LONGEST_CODE) width++;
          }
          before = lengths[code]!;
        }
        found += before;
        if (found >= pixels) return;
      }
    }
  }
  throw corrupt(`an image in it ends after ${found} of ${pixels} pixels`);
}
