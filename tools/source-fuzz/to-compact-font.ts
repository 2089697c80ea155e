import { readSfnt, writeSfnt } from "./sfnt-file.ts";

const OTTO = 0x4f54544f;
/** Type 2 charstring of a square: 0 0 rmoveto 100 hlineto 100 vlineto -100 hlineto endchar. */
const SQUARE = [139, 139, 21, 239, 6, 239, 7, 39, 6, 14];

/** A TrueType font with compact outlines in place of its own: every glyph is a square. Adobe Technical Note #5176. */
export function toCompactFont(font: Uint8Array): Uint8Array {
  const tables = readSfnt(font);
  const maxp = tables.get("maxp")!;
  const glyphs = (maxp[4]! << 8) | maxp[5]!;
  for (const tag of ["glyf", "loca", "fpgm", "prep", "cvt ", "gasp"]) tables.delete(tag);
  tables.set("maxp", Uint8Array.of(0, 0, 0x50, 0, ...maxp.subarray(4, 6)));
  tables.set("CFF ", compactOutlines(glyphs));
  return writeSfnt(OTTO, tables);
}

function compactOutlines(glyphs: number): Uint8Array {
  const header = [1, 0, 4, 2];
  const names = index(["Squares"].map((name) => [...new TextEncoder().encode(name)]));
  const noIndex = [0, 0];
  // Its offsets have five bytes whatever they are, so that it is as long before they are known.
  const topDictionary = (outlines: number, end: number) =>
    index([[...integer(outlines), 17, ...integer(0), ...integer(end), 18]]);
  const outlines = index(Array.from({ length: glyphs }, () => SQUARE));
  const before = header.length + names.length + topDictionary(0, 0).length + noIndex.length * 2;
  const end = before + outlines.length;
  return Uint8Array.from([...header, ...names, ...topDictionary(before, end), ...noIndex, ...noIndex, ...outlines]);
}

function integer(value: number): number[] {
  return [29, value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** An INDEX with offsets of two bytes. */
function index(objects: readonly number[][]): number[] {
  const bytes = [objects.length >> 8, objects.length & 255, 2];
  let offset = 1;
  for (const length of [0, ...objects.map((object) => object.length)]) {
    offset += length;
    bytes.push(offset >> 8, offset & 255);
  }
  return [...bytes, ...objects.flat()];
}
