/** Bytes of one tag: type signature, four reserved bytes, data; padded to four. */
function tag(type: string, data: number[]): number[] {
  const bytes = [...ascii(type), 0, 0, 0, 0, ...data];
  while (bytes.length % 4 !== 0) bytes.push(0);
  return bytes;
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function uint32(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function xyz(x: number, y: number, z: number): number[] {
  return tag(
    "XYZ ",
    [x, y, z].flatMap((value) => uint32(Math.round(value * 65_536))),
  );
}

function description(text: string): number[] {
  const name = [...ascii(text), 0];
  return tag("desc", [...uint32(name.length), ...name, ...uint32(0), ...uint32(0), 0, 0, 0, ...new Array(67).fill(0)]);
}

/** A matrix/TRC display profile, ICC.1:2001-04 (version 2.4): the sRGB primaries adapted to D50, and gamma 2.2. */
export function minimalRgbProfile(): Uint8Array {
  const gamma = tag("curv", [...uint32(1), 0x02, 0x33, 0, 0]);
  const tags: [string, number[]][] = [
    ["desc", description("Tiny RGB")],
    ["cprt", tag("text", [...ascii("No copyright, use freely"), 0])],
    ["wtpt", xyz(0.9642, 1, 0.8249)],
    ["rXYZ", xyz(0.43607, 0.22249, 0.01392)],
    ["gXYZ", xyz(0.38515, 0.71687, 0.09708)],
    ["bXYZ", xyz(0.14307, 0.06061, 0.7141)],
    ["rTRC", gamma],
    ["gTRC", gamma],
    ["bTRC", gamma],
  ];
  const table: number[] = [...uint32(tags.length)];
  const data: number[] = [];
  const dataStart = 128 + 4 + tags.length * 12;
  for (const [signature, bytes] of tags) {
    table.push(...ascii(signature), ...uint32(dataStart + data.length), ...uint32(bytes.length));
    data.push(...bytes);
  }
  const header = new Array<number>(128).fill(0);
  const put = (at: number, bytes: number[]) => header.splice(at, bytes.length, ...bytes);
  put(0, uint32(dataStart + data.length));
  put(8, uint32(0x02400000));
  put(12, ascii("mntrRGB XYZ "));
  put(24, [0x07, 0xe8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
  put(36, ascii("acsp"));
  put(
    68,
    [0.9642, 1, 0.8249].flatMap((value) => uint32(Math.round(value * 65_536))),
  );
  return new Uint8Array([...header, ...table, ...data]);
}
