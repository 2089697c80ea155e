import { breaks } from "../bytes/format-problem.ts";
import type { EntropyReader } from "./entropy-reader.ts";

const corrupt = breaks('ITU-T T.81, B.2.4.2 and C "Huffman table specification"');

const LONGEST_CODE = 16;
/** Codes up to this length are looked up, longer ones are rare. */
const SHORT_CODE = 9;

/** One Huffman table of a JPEG; ITU-T T.81, annexes B.2.4.2 and C. */
export class HuffmanTable {
  readonly #counts: Uint8Array;
  readonly #symbols: Uint8Array;
  /** Length (upper byte) and symbol of the code that the next bits begin with; 0 for a longer one. */
  readonly #short = new Uint16Array(1 << SHORT_CODE);

  /** @throws {FormatProblem} for more codes of a length than there can be */
  constructor(counts: Uint8Array, symbols: Uint8Array) {
    let free = 1;
    for (const count of counts) {
      free = free * 2 - count;
      if (free < 0) throw corrupt("one of its Huffman tables has too many codes");
    }
    this.#counts = counts;
    this.#symbols = symbols;
    let filled = 0;
    let offset = 0;
    for (let length = 1; length <= SHORT_CODE; length++) {
      for (let index = 0; index < counts[length - 1]!; index++) {
        const end = filled + (1 << (SHORT_CODE - length));
        this.#short.fill((length << 8) | symbols[offset++]!, filled, end);
        filled = end;
      }
    }
  }

  /** The next symbol. */
  read(reader: EntropyReader): number {
    const entry = this.#short[reader.peek(SHORT_CODE)]!;
    if (entry === 0) return this.#readLong(reader);
    reader.skip(entry >> 8);
    return entry & 255;
  }

  #readLong(reader: EntropyReader): number {
    const bits = reader.peek(LONGEST_CODE);
    let first = 0;
    let offset = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      const code = bits >>> (LONGEST_CODE - length);
      const count = this.#counts[length - 1]!;
      if (code - first < count) {
        reader.skip(length);
        return this.#symbols[offset + code - first]!;
      }
      offset += count;
      first = (first + count) << 1;
    }
    throw corrupt("its data has a code that none of its tables has");
  }
}

/** Adds the tables of a DHT segment, by class (0 DC, 1 AC) and number as the segment writes them. */
export function readHuffmanTables(data: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let at = 0; at < data.length; ) {
    const key = data[at]!;
    const counts = data.subarray(at + 1, at + 1 + LONGEST_CODE);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const end = at + 1 + LONGEST_CODE + total;
    if (counts.length < LONGEST_CODE || end > data.length) throw corrupt("one of its Huffman tables is cut short");
    tables.set(key, new HuffmanTable(counts, data.subarray(end - total, end)));
    at = end;
  }
}
