const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const MOST_CODES = 4096;

/**
 * Unpacks TIFF's LZW; TIFF 6.0, section 13. A string is kept as the place in the result where it came first.
 *
 * @param size bytes that are wanted: no more is made, and where the data ends early the rest is zero
 */
export function unpackLzw(data: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  const starts = new Int32Array(MOST_CODES + 1);
  const lengths = new Int32Array(MOST_CODES + 1);
  let free = FIRST_FREE;
  let width = 9;
  /** Where the string before is; -1 right after a clear code. */
  let before = -1;
  let beforeLength = 0;
  let filled = 0;
  let bits = 0;
  let left = 0;
  for (let at = 0; filled < size; ) {
    while (left < width) {
      if (at === data.length) return result;
      bits = ((bits << 8) | data[at++]!) & 0xffffff;
      left += 8;
    }
    left -= width;
    const code = (bits >> left) & ((1 << width) - 1);
    if (code === END) return result;
    if (code === CLEAR) {
      free = FIRST_FREE;
      width = 9;
      before = -1;
      continue;
    }
    // A new string is the one before and the byte that follows it, which is about to be written right behind it.
    if (before >= 0 && free <= MOST_CODES) {
      starts[free] = before;
      lengths[free++] = beforeLength + 1;
    }
    const start = filled;
    if (code < CLEAR) result[filled++] = code;
    else {
      if (code >= free) return result;
      const from = starts[code]!;
      const end = Math.min(size, start + lengths[code]!);
      for (let index = from; filled < end; index++) result[filled++] = result[index]!;
    }
    before = start;
    beforeLength = filled - start;
    // Codes get longer one early: the writer is one entry ahead.
    if (free >= (1 << width) - 1 && width < 12) width++;
  }
  return result;
}
