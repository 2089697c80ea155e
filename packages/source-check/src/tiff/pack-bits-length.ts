import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('TIFF 6.0, section 9 "PackBits compression"');

/**
 * How many bytes come out of data in PackBits; TIFF 6.0, section 9.
 *
 * @param enough where to stop
 * @throws {FormatProblem} corrupt when the data ends within a run
 */
export function packBitsLength(data: Uint8Array, enough: number): number {
  let length = 0;
  let at = 0;
  while (at < data.length && length < enough) {
    const header = data[at++]!;
    // 128 does nothing.
    if (header === 128) continue;
    if (header < 128) {
      length += header + 1;
      at += header + 1;
    } else {
      length += 257 - header;
      at++;
    }
    if (at > data.length) throw corrupt("one of its pieces ends within a run");
  }
  return length;
}
