import { breaks, unsupported } from "../bytes/format-problem.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkTableContents } from "./font-tables.ts";

const corrupt = breaks('OpenType, "Organization of an OpenType font"');

const HEADER_BYTES = 12;
const RECORD_BYTES = 16;
/** More tables than any font has. */
const MOST_TABLES = 256;
/** Without these no glyph can be found, placed and drawn; OpenType specification, "Font tables". */
const REQUIRED = ["cmap", "head", "hhea", "hmtx", "maxp"];
/** The tables that drawing reads. Damage in others does not show, and their checksums are less often right. */
const READ = new Set([...REQUIRED, "glyf", "loca", "CFF ", "CFF2", "GSUB", "GPOS", "GDEF", "kern"]);

/** The containers of fonts that are distinguished. */
export type FontFormat = "truetype" | "opentype" | "woff" | "woff2" | "collection";

/** Which container a font is in, by its first bytes. */
export function identifyFont(bytes: Uint8Array): FontFormat {
  const version = latin1(bytes, 0, 4);
  if (version === "wOFF") return "woff";
  if (version === "wOF2") return "woff2";
  if (version === "ttcf") return "collection";
  return version === "OTTO" ? "opentype" : "truetype";
}

interface Table {
  readonly tag: string;
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

/**
 * Checks the structure of a TrueType or OpenType font: the table directory, that every table lies inside the file,
 * that the ones that drawing needs are there, and the checksums of those that it reads. Font libraries open nearly
 * anything, so nothing else finds a damaged font.
 *
 * Of a collection the first font is looked at.
 *
 * @throws {FormatProblem} corrupt, or unsupported for a container that is not a single font
 */
export function inspectFont(bytes: Uint8Array): void {
  const start = latin1(bytes, 0, 4) === "ttcf" ? firstOfCollection(bytes) : 0;
  const version = latin1(bytes, start, start + 4);
  if (version === "wOF2") throw unsupported("it is WOFF2");
  if (!["\0\x01\0\0", "OTTO", "true"].includes(version)) throw corrupt("its first bytes are not those of a font");
  const tables = readDirectory(bytes, start);
  const find = (tag: string) => tables.find((table) => table.tag === tag);
  const missing = REQUIRED.filter((tag) => find(tag) === undefined);
  if (missing.length > 0) throw corrupt(`its table ${missing.join(", ")} is missing`);
  const hasTrueType = find("glyf") !== undefined && find("loca") !== undefined;
  if (!hasTrueType && find("CFF ") === undefined && find("CFF2") === undefined) {
    throw find("CBDT") !== undefined || find("sbix") !== undefined
      ? unsupported("it has no outlines, only bitmaps")
      : corrupt("its outlines are missing");
  }
  // Readers go by the first of several tables of a name.
  for (const tag of READ) {
    const table = find(tag);
    if (table !== undefined) checkChecksum(table);
  }
  checkTableContents((tag) => find(tag)?.bytes);
}

/** Where the first font of a collection is; OpenType, "TTC Header". */
function firstOfCollection(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length < 16 ? 0 : view.getUint32(8);
  if (count === 0 || 12 + count * 4 > bytes.length) throw corrupt(`it claims ${count} fonts`);
  const start = view.getUint32(12);
  if (start < 12 + count * 4 || start + HEADER_BYTES > bytes.length)
    throw corrupt(`its first font is to be at ${start}`);
  return start;
}

function readDirectory(bytes: Uint8Array, start: number): Table[] {
  if (bytes.length < start + HEADER_BYTES) throw corrupt(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint16(start + 4);
  const directoryEnd = start + HEADER_BYTES + count * RECORD_BYTES;
  if (count === 0 || count > MOST_TABLES || directoryEnd > bytes.length) throw corrupt(`it claims ${count} tables`);
  return Array.from({ length: count }, (_, index) => {
    const record = start + HEADER_BYTES + index * RECORD_BYTES;
    const tag = latin1(bytes, record, record + 4);
    const from = view.getUint32(record + 8);
    const end = from + view.getUint32(record + 12);
    // Tables that no glyph hangs on may be anything: those of a collection can be before its directory.
    const isOutside = end > bytes.length || from < (start === 0 ? directoryEnd : HEADER_BYTES);
    if (isOutside && READ.has(tag)) throw corrupt(`its table ${JSON.stringify(tag)} lies outside`);
    return {
      tag,
      checksum: view.getUint32(record + 4),
      bytes: isOutside ? bytes.subarray(0, 0) : bytes.subarray(from, end),
    };
  });
}

/** OpenType specification, "Calculating checksums"; `head` counts without the sum that it holds of the whole file. */
function checkChecksum({ tag, checksum, bytes }: Table): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let sum = 0;
  for (let at = 0; at < whole; at += 4) if (tag !== "head" || at !== 8) sum = (sum + view.getInt32(at)) | 0;
  // Bytes beyond the end count as 0, as the padding of tables does.
  for (let at = whole; at < bytes.length; at++) sum = (sum + (bytes[at]! << (24 - (at - whole) * 8))) | 0;
  if (sum >>> 0 !== checksum) throw corrupt(`the checksum of its table ${JSON.stringify(tag)} is wrong`);
}
