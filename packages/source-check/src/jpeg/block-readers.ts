import { breaks } from "../bytes/format-problem.ts";
import type { EntropyReader } from "./entropy-reader.ts";
import type { HuffmanTable } from "./huffman-table.ts";

const corrupt = breaks('ITU-T T.81, F.2 and G.2 "Decoding procedures"');

/** Reads the code of one block after another, without keeping its coefficients. */
export interface BlockReader {
  /** @param index of the block in its component */
  block(reader: EntropyReader, index: number): void;
  /**
   * Passes blocks that a code before has said to be empty, and that have nothing to be refined.
   *
   * @param most blocks at most
   * @returns how many were passed
   */
  passEmpty(most: number): number;
  /** A restart marker has come. */
  restart(): void;
}

/** Reads nothing: of a component whose data is not looked into block by block. */
export const NOT_READ: BlockReader = { block: () => {}, passEmpty: () => 0, restart: () => {} };

/** What a scan says about one component's blocks. */
export interface BlockCoding {
  readonly progressive: boolean;
  readonly lossless: boolean;
  /** Bits of a sample. */
  readonly precision: number;
  /** First and last coefficient. */
  readonly first: number;
  readonly last: number;
  /** Whether the scan adds a bit to what earlier scans gave. */
  readonly refining: boolean;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  /** Two words a block. */
  readonly nonZero: Uint32Array;
  /** The same of all blocks together. */
  readonly anyNonZero: Uint32Array;
}

/** Differences have at most 3 bits more than samples, coefficients 2; ITU-T T.81, tables F.1, F.2, F.6 and F.7. */
const MORE_DC_BITS = 3;
const MORE_AC_BITS = 2;
/** Lossless differences have 16 bits at most, and the largest has no further ones; ITU-T T.81, table H.2. */
const MOST_LOSSLESS_BITS = 16;
/** Run and size of "sixteen zeros". */
const ZERO_RUN = 15;

/** How the blocks of a scan are read: ITU-T T.81, annexes F.2 (sequential) and G.2 (progressive). */
export function blockReader(coding: BlockCoding): BlockReader {
  if (coding.lossless) return losslessReader(needed(coding.dc));
  const mostDcBits = coding.precision + MORE_DC_BITS;
  if (!coding.progressive) {
    return sequentialReader(needed(coding.dc), needed(coding.ac), mostDcBits, coding.precision + MORE_AC_BITS);
  }
  if (coding.first === 0) {
    if (coding.last !== 0) throw corrupt("a progressive scan mixes coefficients");
    return coding.refining ? withoutState((reader) => void reader.bits(1)) : dcReader(needed(coding.dc), mostDcBits);
  }
  return coding.refining ? new AcRefinement(coding) : new AcFirstScan(coding);
}

function losslessReader(table: HuffmanTable): BlockReader {
  return withoutState((reader) => {
    const size = table.read(reader);
    if (size > MOST_LOSSLESS_BITS) throw corrupt("its data has an impossible value");
    if (size < MOST_LOSSLESS_BITS) reader.bits(size);
  });
}

function sequentialReader(dc: HuffmanTable, ac: HuffmanTable, mostDcBits: number, mostAcBits: number): BlockReader {
  return withoutState((reader) => {
    readDifference(reader, dc, mostDcBits);
    for (let at = 1; at <= 63; at++) {
      const symbol = ac.read(reader);
      const size = symbol & 15;
      const run = symbol >> 4;
      if (size === 0 && run !== ZERO_RUN) return;
      at += run;
      if (size > 0) readCoefficient(reader, at, 63, size, mostAcBits);
    }
  });
}

function dcReader(dc: HuffmanTable, mostBits: number): BlockReader {
  return withoutState((reader) => readDifference(reader, dc, mostBits));
}

function withoutState(block: (reader: EntropyReader) => void): BlockReader {
  return { ...NOT_READ, block };
}

function readDifference(reader: EntropyReader, table: HuffmanTable, mostBits: number): void {
  const size = table.read(reader);
  if (size > mostBits) throw corrupt("its data has an impossible value");
  reader.bits(size);
}

function readCoefficient(reader: EntropyReader, at: number, last: number, size: number, mostBits: number): void {
  if (at > last || size > mostBits) throw corrupt("its data has an impossible coefficient");
  reader.bits(size);
}

function needed(table: HuffmanTable | undefined): HuffmanTable {
  if (table === undefined) throw corrupt("a Huffman table is missing");
  return table;
}

/** A scan of some coefficients, in which a code can say of many blocks that they have none. */
abstract class AcScan implements BlockReader {
  protected readonly coding: BlockCoding;
  protected readonly table: HuffmanTable;
  /** Blocks, from the next one on, that get no coefficients. */
  protected emptyBlocks = 0;

  constructor(coding: BlockCoding) {
    this.coding = coding;
    this.table = needed(coding.ac);
  }

  restart(): void {
    this.emptyBlocks = 0;
  }

  passEmpty(most: number): number {
    const passed = Math.min(most, this.emptyBlocks);
    this.emptyBlocks -= passed;
    return passed;
  }

  abstract block(reader: EntropyReader, index: number): void;
}

/** The first scan of some coefficients: annex G.1.2.2. */
class AcFirstScan extends AcScan {
  block(reader: EntropyReader, index: number): void {
    if (this.emptyBlocks > 0) {
      this.emptyBlocks--;
      return;
    }
    const { first, last, precision } = this.coding;
    for (let at = first; at <= last; at++) {
      const symbol = this.table.read(reader);
      const size = symbol & 15;
      const run = symbol >> 4;
      if (size === 0 && run !== ZERO_RUN) {
        this.emptyBlocks = (1 << run) - 1 + reader.bits(run);
        return;
      }
      at += run;
      if (size > 0) {
        readCoefficient(reader, at, last, size, precision + MORE_AC_BITS);
        markNonZero(this.coding, index, at);
      }
    }
  }
}

/** A scan that refines some coefficients: annex G.1.2.3. Those that were not zero before have a bit each. */
class AcRefinement extends AcScan {
  override passEmpty(most: number): number {
    const { first, last, anyNonZero } = this.coding;
    return countNonZero(anyNonZero, 0, first, last) > 0 ? 0 : super.passEmpty(most);
  }

  block(reader: EntropyReader, index: number): void {
    const { first, last, nonZero } = this.coding;
    if (this.emptyBlocks > 0 && nonZero[index * 2] === 0 && nonZero[index * 2 + 1] === 0) {
      this.emptyBlocks--;
      return;
    }
    let at = first;
    while (this.emptyBlocks === 0 && at <= last) {
      const symbol = this.table.read(reader);
      const size = symbol & 15;
      let run = symbol >> 4;
      if (size === 0 && run !== ZERO_RUN) {
        this.emptyBlocks = (1 << run) + reader.bits(run);
        break;
      }
      if (size > 1) throw corrupt("its data has an impossible refinement");
      let refined = size;
      for (; at <= last; at++) {
        if (isNonZero(nonZero, index, at)) refined++;
        else if (run-- === 0) break;
      }
      // One bit for the sign of the new coefficient and one for each that is refined: what they say is of no interest.
      reader.pass(refined);
      if (size === 1) {
        if (at > last) throw corrupt("its data has an impossible coefficient");
        markNonZero(this.coding, index, at);
      }
      at++;
    }
    if (this.emptyBlocks === 0) return;
    reader.pass(countNonZero(nonZero, index, at, last));
    this.emptyBlocks--;
  }
}

function isNonZero(words: Uint32Array, block: number, at: number): boolean {
  return ((words[block * 2 + (at >> 5)]! >>> (at & 31)) & 1) === 1;
}

function markNonZero({ nonZero, anyNonZero }: BlockCoding, block: number, at: number): void {
  const word = block * 2 + (at >> 5);
  const bit = 1 << (at & 31);
  nonZero[word] = nonZero[word]! | bit;
  anyNonZero[at >> 5] = anyNonZero[at >> 5]! | bit;
}

/** How many coefficients from `first` to `last` are known not to be zero. */
function countNonZero(words: Uint32Array, block: number, first: number, last: number): number {
  return (
    countBits(words[block * 2]! & bitsBetween(first, last)) +
    countBits(words[block * 2 + 1]! & bitsBetween(first - 32, last - 32))
  );
}

/** A word with the bits from `first` to `last`, as far as it has them. */
function bitsBetween(first: number, last: number): number {
  const [from, to] = [Math.max(0, first), Math.min(31, last)];
  return from > to ? 0 : (-1 >>> (31 - to)) & (-1 << from);
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
