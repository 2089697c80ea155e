import type { Picture } from "../painter/photograph.ts";

/**
 * Writes a PCX file (ZSoft, version 3.0): 8 bits a plane, three planes, run-length encoded. It is valid; a server that does not
 * read PCX must say "not supported" of it and not "damaged".
 */
export function encodePcx({ width, height, rgba }: Picture): Uint8Array {
  const bytesPerLine = width + (width % 2);
  const header = new Uint8Array(128);
  const view = new DataView(header.buffer);
  header.set([0x0a, 5, 1, 8]);
  view.setUint16(8, width - 1, true);
  view.setUint16(10, height - 1, true);
  view.setUint16(12, 72, true);
  view.setUint16(14, 72, true);
  header[65] = 3;
  view.setUint16(66, bytesPerLine, true);
  view.setUint16(68, 1, true);

  const out: number[] = [...header];
  for (let y = 0; y < height; y++) {
    for (let plane = 0; plane < 3; plane++) {
      const row = Uint8Array.from({ length: bytesPerLine }, (_, x) =>
        x < width ? (rgba[(y * width + x) * 4 + plane] ?? 0) : 0,
      );
      packRuns(row, out);
    }
  }
  return Uint8Array.from(out);
}

/** Appends one row: a run, or a byte whose two highest bits are set, is its length with these bits set, then the byte. */
function packRuns(row: Uint8Array, out: number[]): void {
  for (let at = 0; at < row.length; ) {
    const byte = row[at]!;
    let length = 1;
    while (length < 63 && row[at + length] === byte) length++;
    if (length > 1 || byte >= 0xc0) out.push(0xc0 | length);
    out.push(byte);
    at += length;
  }
}
