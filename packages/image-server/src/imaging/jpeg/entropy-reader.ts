import { corrupt } from "../format/format-problem.ts";

/** Reads the bits of a JPEG's entropy-coded data; ITU-T T.81, annex B.1.1.5 and F.2.2.5. */
export class EntropyReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #current = 0;
  #left = 0;

  /** @param at where the data begins */
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** @throws {FormatProblem} when a marker or the end of the file comes first */
  bit(): number {
    if (this.#left === 0) this.#next();
    this.#left--;
    return (this.#current >> this.#left) & 1;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) value = (value << 1) | this.bit();
    return value;
  }

  /** Goes past the restart marker that has to come now, the `index`-th one of the scan. */
  restart(index: number): void {
    this.#checkRest();
    while (this.#bytes[this.#at + 1] === 0xff) this.#at++;
    if (this.#bytes[this.#at + 1] !== 0xd0 + (index % 8)) throw corrupt("a restart marker in its data is missing");
    this.#at += 2;
  }

  /** Checks that the data has been read to its end. */
  finish(): void {
    this.#checkRest();
  }

  #next(): void {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw corrupt("its data ends too early");
    if (byte === 0xff && this.#bytes[this.#at + 1] !== 0) throw corrupt("its data ends too early");
    this.#at += byte === 0xff ? 2 : 1;
    this.#current = byte;
    this.#left = 8;
  }

  /** Between the data and the next marker there may be padding, but no data: that is what is left after damage. */
  #checkRest(): void {
    this.#left = 0;
    const padding = this.#bytes[this.#at];
    for (let at = this.#at; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at]!;
      if (byte === 0xff && this.#bytes[at + 1] !== 0) {
        this.#at = at;
        return;
      }
      if (byte !== padding || (byte !== 0 && byte !== 0xff)) throw corrupt("its data goes on after the last block");
    }
  }
}
