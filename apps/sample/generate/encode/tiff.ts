import type { Picture } from "../painter/photograph.ts";

/**
 * Writes a baseline TIFF (TIFF 6.0, part 1): little-endian, greys, one strip, PackBits. It is valid; a server that does
 * not read TIFF must say "not supported" of it and not "damaged".
 */
export function encodeTiff({ width, height, rgba }: Picture): Uint8Array {
  const rows: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = Uint8Array.from({ length: width }, (_, x) => {
      const [red = 0, green = 0, blue = 0] = rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3);
      return Math.round((red * 30 + green * 59 + blue * 11) / 100);
    });
    packBits(row, rows);
  }
  const entries: [tag: number, type: 3 | 4, count: number, value: number][] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 32_773],
    [262, 3, 1, 1],
    [273, 4, 1, 0],
    [277, 3, 1, 1],
    [278, 4, 1, height],
    [279, 4, 1, rows.length],
  ];
  const stripAt = 8 + 2 + entries.length * 12 + 4;
  const bytes = new Uint8Array(stripAt + rows.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 10 + index * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    const filled = tag === 273 ? stripAt : value;
    if (type === 3) view.setUint16(at + 8, filled, true);
    else view.setUint32(at + 8, filled, true);
  });
  bytes.set(rows, stripAt);
  return bytes;
}

/** Appends one row, each run of equal bytes as two, everything else in pieces of up to 128. */
function packBits(row: Uint8Array, out: number[]): void {
  let at = 0;
  const runAt = (from: number) => {
    let length = 1;
    while (length < 128 && from + length < row.length && row[from + length] === row[from]) length++;
    return length;
  };
  while (at < row.length) {
    const run = runAt(at);
    if (run > 2) {
      out.push(257 - run, row[at]!);
      at += run;
      continue;
    }
    const from = at;
    while (at < row.length && at - from < 128 && runAt(at) <= 2) at++;
    out.push(at - from - 1, ...row.subarray(from, at));
  }
}
