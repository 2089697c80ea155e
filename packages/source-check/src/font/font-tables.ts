import { breaks } from "../bytes/format-problem.ts";
import { areExchanged, checkLayoutTable } from "./layout-table.ts";

const corrupt = breaks('OpenType, "Font tables"');

/** Finds a table of a font by its tag. */
export type FindTable = (tag: string) => Uint8Array | undefined;

const HEAD_BYTES = 54;
const HHEA_BYTES = 36;
const MAXP_BYTES = 6;
/** First 16 bits of a table, by its tag: the major version, OpenType specification. */
const MAJOR_VERSIONS: Readonly<Record<string, number>> = { head: 1, hhea: 1, cmap: 0, GDEF: 1 };

/**
 * Checks that the tables that drawing reads are what their names say, and that their sizes fit each other. A font
 * library that is given a table in place of another may read on for minutes.
 *
 * @throws {FormatProblem} corrupt
 */
export function checkTableContents(find: FindTable): void {
  for (const [tag, version] of Object.entries(MAJOR_VERSIONS)) {
    const table = find(tag);
    if (table !== undefined && uint16(table, 0) !== version) throw corrupt(`its ${tag} table has another version`);
  }
  const featuresOf = (tag: "GSUB" | "GPOS") => {
    const table = find(tag);
    return table === undefined ? [] : checkLayoutTable(tag, table);
  };
  if (areExchanged(featuresOf("GSUB"), featuresOf("GPOS"))) throw corrupt("its GSUB and GPOS tables are exchanged");
  const glyphs = checkCounts(find("head")!, find("hhea")!, find("hmtx")!, find("maxp")!);
  checkCharacterMap(find("cmap")!);
  const [loca, glyf] = [find("loca"), find("glyf")];
  if (loca !== undefined && glyf !== undefined) checkLocations(loca, glyf, glyphs, uint16(find("head")!, 50));
  else checkCompactOutlines(find("CFF "), find("CFF2"));
}

function checkCounts(head: Uint8Array, hhea: Uint8Array, hmtx: Uint8Array, maxp: Uint8Array): number {
  if (head.length < HEAD_BYTES || hhea.length < HHEA_BYTES || maxp.length < MAXP_BYTES) {
    throw corrupt("one of its header tables is too short");
  }
  if (uint32(head, 12) !== 0x5f0f3cf5) throw corrupt("its head table lacks the magic number");
  const unitsPerEm = uint16(head, 18);
  if (unitsPerEm < 16 || unitsPerEm > 16_384) throw corrupt(`it has ${unitsPerEm} units per em`);
  if (![0x00005000, 0x00010000].includes(uint32(maxp, 0))) throw corrupt("its maxp table has another version");
  const glyphs = uint16(maxp, 4);
  const metrics = uint16(hhea, 34);
  if (glyphs === 0 || metrics === 0 || metrics > glyphs)
    throw corrupt(`it has ${metrics} metrics for ${glyphs} glyphs`);
  if (hmtx.length < metrics * 4 + (glyphs - metrics) * 2) throw corrupt("its hmtx table is too short");
  return glyphs;
}

function checkCharacterMap(cmap: Uint8Array): void {
  const count = uint16(cmap, 2);
  if (count === 0 || 4 + count * 8 > cmap.length) throw corrupt(`its cmap table claims ${count} maps`);
  for (let index = 0; index < count; index++) {
    const offset = uint32(cmap, 4 + index * 8 + 4);
    if (offset + 4 > cmap.length) throw corrupt("a map of its cmap table lies outside");
  }
}

/** Glyphs lie one after another. */
function checkLocations(loca: Uint8Array, glyf: Uint8Array, glyphs: number, format: number): void {
  if (format > 1) throw corrupt(`its loca table has the format ${format}`);
  const size = format === 0 ? 2 : 4;
  if (loca.length < (glyphs + 1) * size) throw corrupt("its loca table is too short");
  let before = 0;
  for (let glyph = 0; glyph <= glyphs; glyph++) {
    const at = format === 0 ? uint16(loca, glyph * 2) * 2 : uint32(loca, glyph * 4);
    if (at < before || at > glyf.length) throw corrupt(`its glyph ${glyph} is to be at ${at}`);
    before = at;
  }
}

/** Adobe Technical Note #5176, "Header". */
function checkCompactOutlines(cff: Uint8Array | undefined, cff2: Uint8Array | undefined): void {
  if (cff !== undefined && (cff[0] !== 1 || cff[2]! < 4 || cff[3]! < 1 || cff[3]! > 4)) {
    throw corrupt("its CFF table has no header");
  }
  if (cff === undefined && cff2?.[0] !== 2) throw corrupt("its CFF2 table has no header");
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
