import { LZW_CLEAR, LZW_END, LZW_MOST_CODES, LzwCodes } from "@understudy/source-check/decoder";

/**
 * Unpacks TIFF's LZW; TIFF 6.0, section 13. A string is kept as the place in the result where it came first.
 *
 * @param size bytes that are wanted: no more is made, and where the data ends early the rest is zero
 */
export function unpackLzw(data: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  const starts = new Int32Array(LZW_MOST_CODES + 1);
  const lengths = new Int32Array(LZW_MOST_CODES + 1);
  const codes = new LzwCodes(data);
  /** Where the string before is; -1 right after a clear code. */
  let before = -1;
  let beforeLength = 0;
  let filled = 0;
  while (filled < size) {
    const code = codes.next();
    if (code === LZW_END) return result;
    if (code === LZW_CLEAR) {
      before = -1;
      continue;
    }
    const { added } = codes;
    // A new string is the one before and the byte that follows it, which is about to be written right behind it.
    if (before >= 0 && added <= LZW_MOST_CODES) {
      starts[added] = before;
      lengths[added] = beforeLength + 1;
    }
    const start = filled;
    if (code < LZW_CLEAR) result[filled++] = code;
    else {
      if (before < 0 || code > Math.min(added, LZW_MOST_CODES)) return result;
      const from = starts[code]!;
      const end = Math.min(size, start + lengths[code]!);
      for (let index = from; filled < end; index++) result[filled++] = result[index]!;
    }
    before = start;
    beforeLength = filled - start;
  }
  return result;
}
