import { breaks, unsupported } from "../bytes/format-problem.ts";

const corrupt = breaks('TIFF 6.0, section 13 "LZW compression"');

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const MOST_CODES = 4096;

/**
 * How many bytes come out of data in TIFF's LZW; TIFF 6.0, section 13. Only the lengths of the strings are kept.
 *
 * @param size as many should come out: data that makes far more of it is damaged
 * @throws {FormatProblem} corrupt for a code that there cannot be yet; unsupported for the variant of before TIFF 6.0
 */
export function lzwLength(data: Uint8Array, size: number): number {
  // It has its bits the other way round, so that its first code, which clears the table, begins with a zero byte.
  if (data[0] === 0 && (data[1]! & 1) === 1) throw unsupported("it has LZW data of before TIFF 6.0");
  const lengths = new Uint32Array(MOST_CODES + 1).fill(1, 0, CLEAR);
  let free = FIRST_FREE;
  let width = 9;
  /** Length of the string before; 0 right after a clear code. */
  let before = 0;
  let cleared = false;
  let length = 0;
  let bits = 0;
  let left = 0;
  let at = 0;
  for (;;) {
    while (left < width) {
      if (at === data.length) return length;
      bits = ((bits << 8) | data[at++]!) & 0xffffff;
      left += 8;
    }
    left -= width;
    const code = (bits >> left) & ((1 << width) - 1);
    if (code === END) return length;
    if (code === CLEAR) {
      free = FIRST_FREE;
      width = 9;
      before = 0;
      cleared = true;
      continue;
    }
    if (!cleared) throw corrupt("one of its pieces does not begin with a clear code");
    if (before === 0) {
      if (code > CLEAR) throw corrupt("one of its pieces has a code that there is not yet");
      before = 1;
    } else {
      if (code > free || free > MOST_CODES) throw corrupt("one of its pieces has a code that there is not yet");
      lengths[free++] = before + 1;
      before = lengths[code]!;
    }
    length += before;
    if (length > size * 2 + MOST_CODES) throw corrupt("one of its pieces makes more than twice its pixels");
    // Codes get longer one early: the writer is one entry ahead.
    if (free >= (1 << width) - 1 && width < 12) width++;
  }
}
