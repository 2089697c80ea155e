import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('ITU-T T.81, B.1.1.5 "Entropy-coded data segments"');

/**
 * Reads the bits of a JPEG's entropy-coded data; ITU-T T.81, annexes B.1.1.5 and F.2.2.5. In it the byte 0xFF is
 * followed by 0; followed by anything else it begins a marker, and the data is over.
 */
export class EntropyReader {
  readonly #bytes: Uint8Array;
  #at: number;
  /** Bits that were taken from the bytes, of which the last `#left` are still to be read. */
  #bits = 0;
  #left = 0;
  /** How many of those are only zeros in place of data that is not there. */
  #missing = 0;

  /** @param at where the data begins */
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The next bits, up to 16, without going on; zeros after the end of the data. */
  peek(count: number): number {
    while (this.#left < count) this.#take();
    return (this.#bits >>> (this.#left - count)) & ((1 << count) - 1);
  }

  /**
   * Goes past bits that were peeked at.
   *
   * @throws {FormatProblem} when they were not all there
   */
  skip(count: number): void {
    this.#left -= count;
    if (this.#left < this.#missing) throw corrupt("its data ends too early");
  }

  /** Reads up to 16 bits. */
  bits(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** Goes past any number of bits. */
  pass(count: number): void {
    for (let left = count; left > 0; left -= 16) this.bits(Math.min(16, left));
  }

  /** Goes past the restart marker that has to come now, the `index`-th one of the scan, counted from 0. */
  restart(index: number): void {
    this.finish();
    while (this.#bytes[this.#at + 1] === 0xff) this.#at++;
    if (this.#bytes[this.#at + 1] !== 0xd0 + (index % 8)) throw corrupt("a restart marker in its data is missing");
    this.#at += 2;
  }

  /**
   * Goes to the marker after the data. Before it there may be padding, but no data: that is what is left over after
   * damage.
   *
   * @param most other bytes that are overlooked, where the last byte of the data is filled up as it should be
   * @throws {FormatProblem} when there is more
   */
  finish(most = 0): void {
    const filled = this.#giveBack();
    let padding: number | undefined;
    let stray = 0;
    for (;;) {
      const byte = this.#bytes[this.#at];
      const stuffed = byte === 0xff && this.#bytes[this.#at + 1] === 0;
      if (byte === undefined || (byte === 0xff && !stuffed)) break;
      padding ??= byte;
      if (stray > 0 || byte !== padding || (byte !== 0 && byte !== 0xff)) stray++;
      this.#at += stuffed ? 2 : 1;
    }
    if (stray > 0 && (!filled || stray > most)) throw corrupt("its data goes on after the last block");
  }

  #take(): void {
    const byte = this.#bytes[this.#at];
    this.#left += 8;
    if (byte === undefined || (byte === 0xff && this.#bytes[this.#at + 1] !== 0)) {
      this.#missing += 8;
      this.#bits <<= 8;
      return;
    }
    this.#at += byte === 0xff ? 2 : 1;
    this.#bits = (this.#bits << 8) | byte;
  }

  /**
   * Whole bytes that were taken and not read are still to come; the rest of a byte that was begun is padding.
   *
   * @returns whether there is such a rest, all ones as it has to be (annex F.1.2.3)
   */
  #giveBack(): boolean {
    const unread = this.#left - this.#missing;
    for (let bits = unread; bits >= 8; bits -= 8) {
      const stuffed = this.#bytes[this.#at - 1] === 0 && this.#bytes[this.#at - 2] === 0xff;
      this.#at -= stuffed ? 2 : 1;
    }
    const begun = unread % 8;
    const rest = (this.#bits >>> (this.#left - begun)) & ((1 << begun) - 1);
    this.#left = 0;
    this.#missing = 0;
    return begun > 0 && rest === (1 << begun) - 1;
  }
}
