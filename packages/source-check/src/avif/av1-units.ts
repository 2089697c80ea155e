import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('AV1 Bitstream & Decoding Process, 5.3 "OBU syntax" and 7.5 "Ordering of OBUs"');

const SEQUENCE_HEADER = 1;
const FRAMES = new Set([3, 6]);
/** Bytes of a size: 7 bits each. */
const MOST_SIZE_BYTES = 8;

/**
 * Walks the units of an AV1 picture: they fill the data, and there is a sequence header before a frame.
 *
 * @throws {FormatProblem} corrupt
 */
export function checkOpenBitstreamUnits(data: Uint8Array): void {
  let hasSequence = false;
  let hasFrame = false;
  for (let at = 0; at < data.length; ) {
    const header = data[at]!;
    if ((header & 0x80) !== 0) throw corrupt("one of its AV1 units has a forbidden bit");
    const type = (header >> 3) & 15;
    at += (header & 4) === 0 ? 1 : 2;
    // Without a size a unit is the last.
    let size = data.length - at;
    if ((header & 2) !== 0) ({ size, at } = readSize(data, at));
    if (size < 0 || at + size > data.length) throw corrupt("one of its AV1 units reaches beyond the end");
    if (type === SEQUENCE_HEADER) hasSequence = true;
    if (FRAMES.has(type)) {
      if (!hasSequence) throw corrupt("its AV1 frame comes before the sequence header");
      hasFrame = true;
    }
    at += size;
  }
  if (!hasFrame) throw corrupt("its picture has no AV1 frame");
}

/** AV1, 4.10.5 "leb128()". */
function readSize(data: Uint8Array, start: number): { size: number; at: number } {
  let size = 0;
  for (let index = 0; index < MOST_SIZE_BYTES; index++) {
    const byte = data[start + index];
    if (byte === undefined) throw corrupt("the size of an AV1 unit is cut short");
    size += (byte & 127) * 2 ** (index * 7);
    if ((byte & 128) === 0) return { size, at: start + index + 1 };
  }
  throw corrupt("the size of an AV1 unit does not end");
}
