import { performance } from "node:perf_hooks";
import { LARGE_BYTES, SMALL_BYTES } from "./chunk.ts";

/** Bytes that must still be missing, for the next read to be worth memory of its own. */
const MUCH_BYTES = 32 * 1024;

/**
 * Up to this length a body is read in large pieces: most of it is in the kernel's buffers before a reader turns out to
 * be slow.
 */
const SHORT_BODY_BYTES = 2_000_000;

/**
 * What has to pass without a long stop, bytes, until the reader of a long body counts as fast. More than the kernel's
 * buffers take.
 */
const PROVEN_BYTES = 6_000_000;

/** A reader who lets us wait for longer is a slow one, milliseconds. */
const SLOW_STOP_MS = 100;

/**
 * How much of a body to read at a time. A large piece costs less a byte, and more while it waits for a slow reader: of
 * a long body, a reader that has proved to be fast gets large ones, while it is fast.
 */
export class ReadSize {
  readonly #length: number | undefined;
  readonly #nowMs: () => number;
  #isFast: boolean;
  #came = 0;
  /** Bytes since the last long stop. */
  #flowed = 0;
  #stoppedAtMs: number | undefined;

  /**
   * @param length bytes of the body; undefined when it does not say
   * @param nowMs a monotonic clock
   */
  constructor(length: number | undefined, nowMs: () => number = () => performance.now()) {
    this.#length = length;
    this.#nowMs = nowMs;
    this.#isFast = this.#isShort;
  }

  /** Bytes for the next read, {@link LARGE_BYTES} or {@link SMALL_BYTES}. */
  get nextBytes(): number {
    return this.#isFast ? LARGE_BYTES : SMALL_BYTES;
  }

  /** Whether so little is missing that it is better copied out of shared memory. */
  get nearlyOver(): boolean {
    return this.#length !== undefined && this.#length - this.#came < MUCH_BYTES;
  }

  /** @param stopped whether the reader wants no more for now */
  came(bytes: number, stopped: boolean): void {
    this.#came += bytes;
    if (this.#isShort) return;
    if (this.#stoppedAtMs !== undefined && this.#nowMs() - this.#stoppedAtMs >= SLOW_STOP_MS) this.#flowed = 0;
    this.#flowed += bytes;
    this.#isFast = this.#flowed >= PROVEN_BYTES;
    this.#stoppedAtMs = stopped ? this.#nowMs() : undefined;
  }

  get #isShort(): boolean {
    return this.#length !== undefined && this.#length <= SHORT_BODY_BYTES;
  }
}
