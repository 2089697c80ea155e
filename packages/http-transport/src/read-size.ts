import { LARGE_BYTES, SMALL_BYTES } from "./chunk.ts";

/** Bytes that must still be missing, for the next read to be worth memory of its own. */
const MUCH_BYTES = 32 * 1024;

/** Up to this length a body is read in large pieces from the start: most of it is in the kernel's buffers before a reader shows that he is slow. */
const SHORT_BODY_BYTES = 2_000_000;

/** What has to pass without a stop, bytes, until a long body is read in large pieces. More than the kernel's buffers take. */
const PROVEN_BYTES = 8_000_000;

/**
 * How much of a body to read at a time. A large piece costs less a byte, and more while it waits for a slow reader: of a long body,
 * whoever has proved to be fast gets large ones.
 */
export class ReadSize {
  readonly #length: number | undefined;
  #came = 0;
  #flowed: number;

  /** @param length bytes of the body; undefined when it does not say */
  constructor(length: number | undefined) {
    this.#length = length;
    this.#flowed = length !== undefined && length <= SHORT_BODY_BYTES ? PROVEN_BYTES : 0;
  }

  /** Bytes for the next read, {@link LARGE_BYTES} or {@link SMALL_BYTES}. */
  get nextBytes(): number {
    return this.#flowed >= PROVEN_BYTES ? LARGE_BYTES : SMALL_BYTES;
  }

  /** Whether so little is missing that it is better copied out of shared memory. */
  get nearlyOver(): boolean {
    return this.#length !== undefined && this.#length - this.#came < MUCH_BYTES;
  }

  /** @param stopped whether the reader wants no more for now */
  came(bytes: number, stopped: boolean): void {
    this.#came += bytes;
    this.#flowed = stopped ? 0 : this.#flowed + bytes;
  }
}
