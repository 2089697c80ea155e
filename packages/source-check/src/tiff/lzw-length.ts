import { breaks, unsupported } from "../bytes/format-problem.ts";
import { LZW_CLEAR, LZW_END, LZW_MOST_CODES, LzwCodes } from "./lzw-codes.ts";

const corrupt = breaks('TIFF 6.0, section 13 "LZW compression"');

/**
 * How many bytes come out of data in TIFF's LZW; TIFF 6.0, section 13. Only the lengths of the strings are kept.
 *
 * @param size as many should come out: data that makes far more of it is damaged
 * @throws {FormatProblem} corrupt for a code that there cannot be yet; unsupported for the variant of before TIFF 6.0
 */
export function lzwLength(data: Uint8Array, size: number): number {
  // It has its bits the other way round, so that its first code, which clears the table, begins with a zero byte.
  if (data[0] === 0 && (data[1]! & 1) === 1) throw unsupported("it has LZW data of before TIFF 6.0");
  const lengths = new Uint32Array(LZW_MOST_CODES + 1).fill(1, 0, LZW_CLEAR);
  const codes = new LzwCodes(data);
  /** Length of the string before; 0 right after a clear code. */
  let before = 0;
  let cleared = false;
  let length = 0;
  for (;;) {
    const code = codes.next();
    if (code === LZW_END) return length;
    if (code === LZW_CLEAR) {
      before = 0;
      cleared = true;
      continue;
    }
    if (!cleared) throw corrupt("one of its pieces does not begin with a clear code");
    if (before === 0) {
      if (code > LZW_CLEAR) throw corrupt("one of its pieces has a code that there is not yet");
      before = 1;
    } else {
      const { added } = codes;
      if (code > added || added > LZW_MOST_CODES) throw corrupt("one of its pieces has a code that there is not yet");
      lengths[added] = before + 1;
      before = lengths[code]!;
    }
    length += before;
    if (length > size * 2 + LZW_MOST_CODES) throw corrupt("one of its pieces makes more than twice its pixels");
  }
}
