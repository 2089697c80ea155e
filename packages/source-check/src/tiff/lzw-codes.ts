/** Clears the table of strings. */
export const LZW_CLEAR = 256;
/** Ends the data. */
export const LZW_END = 257;
/** Strings that the table has room for; one more is counted, and may not be used. */
export const LZW_MOST_CODES = 4096;

const FIRST_FREE = 258;
const SHORTEST_CODE = 9;
const LONGEST_CODE = 12;

/** Reads the codes of TIFF's LZW one after another, and counts the strings that they add; TIFF 6.0, section 13. */
export class LzwCodes {
  readonly #data: Uint8Array;
  #at = 0;
  #bits = 0;
  #left = 0;
  #width = SHORTEST_CODE;
  #isFirst = true;
  #free = FIRST_FREE;
  #added = FIRST_FREE;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  /** The code of the string that the code before and this one add; without meaning for the first code after a clear. */
  get added(): number {
    return this.#added;
  }

  /** The next code; `LZW_END` also where the data ends without it. */
  next(): number {
    while (this.#left < this.#width) {
      if (this.#at === this.#data.length) return LZW_END;
      this.#bits = ((this.#bits << 8) | this.#data[this.#at++]!) & 0xffffff;
      this.#left += 8;
    }
    this.#left -= this.#width;
    const code = (this.#bits >> this.#left) & ((1 << this.#width) - 1);
    if (code === LZW_CLEAR) {
      this.#free = FIRST_FREE;
      this.#width = SHORTEST_CODE;
      this.#isFirst = true;
      return code;
    }
    this.#added = this.#free;
    if (!this.#isFirst && this.#free <= LZW_MOST_CODES) this.#free++;
    this.#isFirst = false;
    // Codes get longer one early: the writer is one entry ahead.
    if (this.#free >= (1 << this.#width) - 1 && this.#width < LONGEST_CODE) this.#width++;
    return code;
  }
}
