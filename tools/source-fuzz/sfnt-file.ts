/** A table of a font by its tag; OpenType, "Organization of an OpenType font". */
export type SfntTables = ReadonlyMap<string, Uint8Array>;

const HEADER_BYTES = 12;
const RECORD_BYTES = 16;

/** The tables of a font that is in no container. */
export function readSfnt(font: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, Uint8Array>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = HEADER_BYTES + index * RECORD_BYTES;
    const start = view.getUint32(record + 8);
    const tag = String.fromCharCode(...font.subarray(record, record + 4));
    tables.set(tag, font.slice(start, start + view.getUint32(record + 12)));
  }
  return tables;
}

/**
 * A font of some tables, in the order of their tags and with their checksums.
 *
 * @param version `0x00010000` for TrueType outlines, `0x4f54544f` ("OTTO") for compact ones
 * @param at where it begins in its file: a collection's offsets count from there. @default 0
 */
export function writeSfnt(version: number, tables: SfntTables, at = 0): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const padded = (length: number) => Math.ceil(length / 4) * 4;
  let end = HEADER_BYTES + sorted.length * RECORD_BYTES;
  const font = new Uint8Array(sorted.reduce((sum, [, { length }]) => sum + padded(length), end));
  const view = new DataView(font.buffer);
  view.setUint32(0, version);
  view.setUint16(4, sorted.length);
  for (const [index, [tag, bytes]] of sorted.entries()) {
    const record = HEADER_BYTES + index * RECORD_BYTES;
    font.set(new TextEncoder().encode(tag), record);
    font.set(bytes, end);
    view.setUint32(record + 4, sfntChecksum(tag, font.subarray(end, end + padded(bytes.length))));
    view.setUint32(record + 8, at + end);
    view.setUint32(record + 12, bytes.length);
    end += padded(bytes.length);
  }
  return font;
}

/** OpenType, "Calculating checksums": `head` counts without the sum of the whole file. */
export function sfntChecksum(tag: string, bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    if (tag === "head" && at === 8) continue;
    for (let byte = 0; byte < 4; byte++) sum += (bytes[at + byte] ?? 0) * 2 ** (24 - byte * 8);
  }
  return sum % 2 ** 32;
}
