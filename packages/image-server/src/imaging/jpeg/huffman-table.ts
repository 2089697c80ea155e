import { corrupt } from "../format/format-problem.ts";
import type { EntropyReader } from "./entropy-reader.ts";

const LONGEST_CODE = 16;

/** One Huffman table of a JPEG; ITU-T T.81, annexes B.2.4.2 and C. */
export class HuffmanTable {
  readonly #counts: Uint8Array;
  readonly #symbols: Uint8Array;

  /** @throws {FormatProblem} for more codes of a length than there can be */
  constructor(counts: Uint8Array, symbols: Uint8Array) {
    let free = 1;
    for (const count of counts) {
      free = free * 2 - count;
      if (free < 0) throw corrupt("one of its Huffman tables has too many codes");
    }
    this.#counts = counts;
    this.#symbols = symbols;
  }

  /** The next symbol. */
  read(reader: EntropyReader): number {
    let code = 0;
    let first = 0;
    let offset = 0;
    for (let length = 0; length < LONGEST_CODE; length++) {
      code = (code << 1) | reader.bit();
      const count = this.#counts[length]!;
      if (code - first < count) return this.#symbols[offset + code - first]!;
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
