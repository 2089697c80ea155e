import type { Buffer } from "node:buffer";

/** Longest field in quotes, in bytes. A quote that is never closed would else take in the rest of the file. */
export const MAX_QUOTED_BYTES = 1024 * 1024;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;

/** A double quote opens a field, and nothing closes it within {@link MAX_QUOTED_BYTES}. */
export class UnclosedQuoteError extends Error {
  override readonly name = "UnclosedQuoteError";
}

/**
 * Goes through tab-separated records in place: it notes where their fields begin and end in the file's bytes and makes
 * strings of those only that are asked for. Records end with CRLF, LF or CR, also mixed. A field in double quotes may
 * hold tabs, line ends and doubled quotes; a field that begins with a quote but has no closing one before a tab or a
 * line end is taken as written. Rule: IS manual, "Catalog data files".
 *
 * One of its own, because what a catalog keeps is the place of each row in the file, and no library reports that: see
 * bench/scale/README.md.
 */
export class RecordScanner {
  readonly #bytes: Buffer;
  readonly #encoding: "utf8" | "latin1";
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #next: number;
  #nextLine = 1;
  #doubledQuotes = false;

  /** Where the record begins, bytes from the start of the file. */
  offset = 0;
  /** 1-based line on which the record begins; only right when all records before it were gone through. */
  line = 1;
  fieldCount = 0;
  /** Whether a field begins with a quote that does not enclose it. */
  strayQuote = false;

  /** @param start where the first record begins */
  constructor(bytes: Buffer, encoding: "utf8" | "latin1", start: number) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#next = start;
  }

  /**
   * Goes to the next record.
   *
   * @returns false at the end of the file
   * @throws {UnclosedQuoteError} `line` is then that of the record
   */
  next(): boolean {
    const bytes = this.#bytes;
    const end = bytes.length;
    let position = this.#next;
    if (position >= end) return false;
    this.offset = position;
    this.line = this.#nextLine;
    this.strayQuote = false;
    this.#doubledQuotes = false;
    let count = 0;
    for (;;) {
      const closing = bytes[position] === QUOTE ? this.#closingQuote(position + 1) : -1;
      if (closing === -1) {
        this.#starts[count] = position;
        while (position < end) {
          const byte = bytes[position]!;
          if (byte <= CARRIAGE_RETURN && (byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN)) break;
          position++;
        }
        this.#ends[count++] = position;
      } else {
        this.#nextLine += lineBreaks(bytes, position, closing);
        this.#starts[count] = position + 1;
        this.#ends[count++] = closing;
        position = closing + 1;
      }
      if (position < end && bytes[position] === TAB) position++;
      else break;
    }
    this.fieldCount = count;
    this.#next = position + (bytes[position] === CARRIAGE_RETURN && bytes[position + 1] === LINE_FEED ? 2 : 1);
    this.#nextLine++;
    return true;
  }

  /** Goes to the record at an offset where one is known to begin. */
  goTo(offset: number): void {
    this.#next = offset;
    this.next();
  }

  /** A field of the record, from 0; "" when the record is shorter. */
  field(index: number): string {
    if (index >= this.fieldCount) return "";
    const start = this.#starts[index]!;
    const end = this.#ends[index]!;
    if (start === end) return "";
    const text = this.#bytes.toString(this.#encoding, start, end);
    const quoted = this.#doubledQuotes && this.#bytes[start - 1] === QUOTE && start > this.offset;
    return quoted ? text.replaceAll('""', '"') : text;
  }

  /** Whether no field holds anything. */
  get isEmpty(): boolean {
    for (let index = 0; index < this.fieldCount; index++) {
      if (this.#starts[index] !== this.#ends[index]) return false;
    }
    return true;
  }

  /** Where the quote is that closes a field, or -1 when the field is not enclosed in quotes. */
  #closingQuote(start: number): number {
    const bytes = this.#bytes;
    let position = start;
    for (;;) {
      const quote = bytes.indexOf(QUOTE, position);
      if (quote === -1 || quote - start > MAX_QUOTED_BYTES) throw new UnclosedQuoteError();
      const after = bytes[quote + 1];
      if (after === undefined || after === TAB || after === LINE_FEED || after === CARRIAGE_RETURN) return quote;
      if (after !== QUOTE) {
        this.strayQuote = true;
        return -1;
      }
      this.#doubledQuotes = true;
      position = quote + 2;
    }
  }
}

function lineBreaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let position = start; position < end; position++) {
    const byte = bytes[position];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[position + 1] !== LINE_FEED)) count++;
  }
  return count;
}
