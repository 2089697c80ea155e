import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('TIFF 6.0, section 2 "TIFF structure"');

/** Bytes of a value by its type; TIFF 6.0, section 2, and BigTIFF for 16 to 18. */
export const TIFF_TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};
/** BYTE, SHORT, LONG, IFD, LONG8, IFD8: what counts and sizes are written as. */
const UNSIGNED = new Set([1, 3, 4, 13, 16, 18]);

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Of its values. */
  readonly at: number;
}

/** The fields of one picture of a TIFF. */
export class TiffDirectory {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #entries: ReadonlyMap<number, Entry>;

  constructor(bytes: Uint8Array, view: DataView, little: boolean, entries: ReadonlyMap<number, Entry>) {
    this.#bytes = bytes;
    this.#view = view;
    this.#little = little;
    this.#entries = entries;
  }

  /** Whether it has a field, however that looks. */
  has(tag: number): boolean {
    return this.#entries.has(tag);
  }

  /**
   * The unsigned whole numbers of a field; undefined when there is no such field.
   *
   * @param most as many are needed; more are not looked at
   * @throws {FormatProblem} when they lie outside the file or are no such numbers
   */
  numbers(tag: number, most = Number.POSITIVE_INFINITY): number[] | undefined {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return undefined;
    if (!UNSIGNED.has(entry.type)) throw corrupt(`its field ${tag} is of type ${entry.type}`);
    const count = Math.min(entry.count, most);
    const size = this.#checkInside(tag, { ...entry, count });
    return Array.from({ length: count }, (_, index) => this.#number(entry.at + index * size, size));
  }

  /**
   * The one number of a field; undefined when there is no such field.
   *
   * @throws {FormatProblem} also when there are several
   */
  number(tag: number): number | undefined {
    const count = this.#entries.get(tag)?.count;
    if (count !== undefined && count > 1) throw corrupt(`its field ${tag} has ${count} values`);
    return this.numbers(tag)?.[0];
  }

  /**
   * The bytes of a field; undefined when there is no such field.
   * @throws {FormatProblem} when they lie outside the file
   */
  bytes(tag: number): Uint8Array | undefined {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return undefined;
    return this.#bytes.subarray(entry.at, entry.at + entry.count * this.#checkInside(tag, entry));
  }

  #checkInside(tag: number, { type, count, at }: Entry): number {
    const size = TIFF_TYPE_BYTES[type];
    if (size === undefined) throw corrupt(`its field ${tag} is of type ${type}`);
    if (count === 0) throw corrupt(`its field ${tag} is empty`);
    if (at + count * size > this.#bytes.length) throw corrupt(`its field ${tag} reaches beyond the end`);
    return size;
  }

  #number(at: number, size: number): number {
    if (size === 1) return this.#view.getUint8(at);
    if (size === 2) return this.#view.getUint16(at, this.#little);
    if (size === 4) return this.#view.getUint32(at, this.#little);
    return Number(this.#view.getBigUint64(at, this.#little));
  }
}

/** The first directory of a TIFF, and whether there are further ones. */
export interface FirstDirectory {
  readonly directory: TiffDirectory;
  readonly hasNext: boolean;
}

/**
 * Reads the directory of a TIFF's first picture, classic or BigTIFF, in either byte order. What a field refers to is
 * looked at when it is asked for.
 *
 * TIFF 6.0, section 2.
 *
 * @param strict also follows the chain of the other directories to its end, which every reader of the first picture
 * leaves
 * @throws {FormatProblem} corrupt
 */
export function readFirstDirectory(bytes: Uint8Array, strict: boolean): FirstDirectory {
  if (bytes.length < 8) throw corrupt("its header is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  if (big && (bytes.length < 16 || view.getUint16(4, little) !== 8)) throw corrupt("its header is damaged");
  const reader = new DirectoryReader(view, little, big);
  const start = reader.word(big ? 8 : 4);
  const first = reader.read(start);
  if (strict) checkChain(reader, start, first, bytes.length);
  return { directory: new TiffDirectory(bytes, view, little, first.entries), hasNext: first.next !== 0 };
}

/** Directories are not in each other: their fields have room in the file together, and none comes twice. */
function checkChain(reader: DirectoryReader, start: number, first: DirectoryRead, fileBytes: number): void {
  const seen = new Set([start]);
  let fieldBytes = first.bytes;
  for (let { next } = first; next !== 0; ) {
    const directory = seen.has(next) ? undefined : reader.read(next);
    fieldBytes += directory?.bytes ?? 0;
    if (directory === undefined || fieldBytes > fileBytes) throw corrupt("its directories go round in a circle");
    seen.add(next);
    next = directory.next;
  }
}

interface DirectoryRead {
  readonly entries: Map<number, Entry>;
  /** Where the next one is; 0 = there is none. */
  readonly next: number;
  /** Of its fields. */
  readonly bytes: number;
}

class DirectoryReader {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #big: boolean;

  constructor(view: DataView, little: boolean, big: boolean) {
    this.#view = view;
    this.#little = little;
    this.#big = big;
  }

  /** An offset or a count: four bytes, in a BigTIFF eight. */
  word(at: number): number {
    return this.#big ? Number(this.#view.getBigUint64(at, this.#little)) : this.#view.getUint32(at, this.#little);
  }

  /** The fields of the directory at some place. */
  read(start: number): DirectoryRead {
    const [countBytes, wordBytes] = this.#big ? [8, 8] : [2, 4];
    const size = this.#view.byteLength;
    if (start < 8 || start + countBytes > size) throw corrupt(`a directory is to be at ${start}`);
    const count = this.#big ? this.word(start) : this.#view.getUint16(start, this.#little);
    const first = start + countBytes;
    const end = first + count * (4 + wordBytes * 2);
    if (count === 0 || end > size) throw corrupt(`a directory claims ${count} fields`);
    const entries = new Map<number, Entry>();
    for (let at = first; at < end; at += 4 + wordBytes * 2) {
      const tag = this.#view.getUint16(at, this.#little);
      const type = this.#view.getUint16(at + 2, this.#little);
      if (tag === 0 && type === 0) throw corrupt("a directory has empty fields");
      const values = this.word(at + 4);
      const inPlace = (TIFF_TYPE_BYTES[type] ?? 1) * values <= wordBytes;
      const entry = { type, count: values, at: inPlace ? at + 4 + wordBytes : this.word(at + 4 + wordBytes) };
      // Readers go by the first of several.
      if (!entries.has(tag)) entries.set(tag, entry);
    }
    // Where the file ends with its last directory, some leave out that there is no other.
    return { entries, next: end + wordBytes > size ? 0 : this.word(end), bytes: end - first };
  }
}
