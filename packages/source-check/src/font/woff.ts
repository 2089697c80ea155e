import { breaks } from "../bytes/format-problem.ts";
import { inflate } from "../bytes/inflate.ts";
import { latin1 } from "../bytes/latin1.ts";

const corrupt = breaks("WOFF 1.0, 3 to 5");

const HEADER_BYTES = 44;
const RECORD_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_RECORD_BYTES = 16;
/** Larger fonts than any; WOFF says how large it will be, and that is not always true. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether a font is in a WOFF container of version 1. */
export function isWoff(bytes: Uint8Array): boolean {
  return latin1(bytes, 0, 4) === "wOFF";
}

/**
 * The font inside a WOFF file, with all its tables inflated. W3C, "WOFF File Format 1.0", sections 3 to 5.
 *
 * @throws {FormatProblem} corrupt
 */
export function unpackWoff(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_BYTES) throw corrupt(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(8);
  if (length !== bytes.length) throw corrupt(`it has ${bytes.length} of ${length} bytes`);
  const count = view.getUint16(12);
  const directoryEnd = HEADER_BYTES + count * RECORD_BYTES;
  if (count === 0 || directoryEnd > bytes.length) throw corrupt(`it claims ${count} tables`);

  let at = SFNT_HEADER_BYTES + count * SFNT_RECORD_BYTES;
  checkBlocks(bytes, view, directoryEnd);
  let lastTag = 0;
  const tables = Array.from({ length: count }, (_, index) => {
    const record = HEADER_BYTES + index * RECORD_BYTES;
    const stored = bytes.subarray(view.getUint32(record + 4), view.getUint32(record + 4) + view.getUint32(record + 8));
    if (view.getUint32(record + 4) < directoryEnd || stored.length !== view.getUint32(record + 8)) {
      throw corrupt(`its table ${JSON.stringify(latin1(bytes, record, record + 4))} lies outside`);
    }
    const data = inflateTable(stored, view.getUint32(record + 12));
    const tag = view.getUint32(record);
    if (tag <= lastTag) throw corrupt("its tables are not in order");
    lastTag = tag;
    const offset = at;
    at += Math.ceil(data.length / 4) * 4;
    if (at > MOST_BYTES) throw corrupt(`its tables have more than ${MOST_BYTES} bytes`);
    return { record, offset, data };
  });

  if (at !== view.getUint32(16)) throw corrupt(`its tables have ${at} of ${view.getUint32(16)} bytes`);

  const font = new Uint8Array(at);
  const fontView = new DataView(font.buffer);
  font.set(bytes.subarray(4, 8));
  fontView.setUint16(4, count);
  for (const [index, { record, offset, data }] of tables.entries()) {
    const to = SFNT_HEADER_BYTES + index * SFNT_RECORD_BYTES;
    font.set(bytes.subarray(record, record + 4), to);
    fontView.setUint32(to + 4, view.getUint32(record + 16));
    fontView.setUint32(to + 8, offset);
    fontView.setUint32(to + 12, data.length);
    font.set(data, offset);
  }
  return font;
}

/**
 * Tables come one after another with nothing but padding between them, then the metadata, then private data. Other
 * programs than the writer cannot know what else there would be.
 */
function checkBlocks(bytes: Uint8Array, view: DataView, directoryEnd: number): void {
  const block = (at: number) => ({ start: view.getUint32(at), length: view.getUint32(at + 4) });
  const blocks = [block(24), block(36)];
  for (let record = HEADER_BYTES; record < directoryEnd; record += RECORD_BYTES) blocks.push(block(record + 4));
  let end = directoryEnd;
  for (const { start, length } of blocks.sort((a, b) => a.start - b.start)) {
    if (start === 0 && length === 0) continue;
    if (start !== Math.ceil(end / 4) * 4)
      throw corrupt(`it has something at ${start}, and what is before ends at ${end}`);
    end = start + length;
  }
  if (Math.ceil(end / 4) * 4 < bytes.length || end > bytes.length) throw corrupt(`its last table ends at ${end}`);
  if (view.getUint16(14) !== 0 || (block(24).start === 0 && view.getUint32(32) !== 0)) {
    throw corrupt("its header is damaged");
  }
}

/** A table that would not get smaller is stored as it is. */
function inflateTable(stored: Uint8Array, length: number): Uint8Array {
  if (length > MOST_BYTES || stored.length > length) throw corrupt(`one of its tables claims ${length} bytes`);
  if (stored.length === length) return stored;
  const inflated = inflate(stored, length);
  if (inflated.kind === "broken") throw corrupt("one of its tables cannot be inflated", inflated.cause);
  if (inflated.kind === "longer") throw corrupt(`one of its tables has more than ${length} bytes`);
  if (inflated.bytes.length !== length)
    throw corrupt(`one of its tables has ${inflated.bytes.length} of ${length} bytes`);
  return inflated.bytes;
}
