import { Buffer } from "node:buffer";

/** What a read takes of a body that flows, bytes. */
export const LARGE_BYTES = 64 * 1024;

/**
 * What a read takes of a large body whose reader may turn out to be slow: a piece that it does not take at once stays
 * in memory until it does.
 */
export const SMALL_BYTES = 16 * 1024;

/** Chunks of each size that wait for their next use; more of them are left to the garbage collector. */
const MAX_FREE = 64;
const freeLarge: Chunk[] = [];
const freeSmall: Chunk[] = [];

/**
 * Memory that bytes are read into, and used again as soon as it is released. Left to the garbage collector, which does
 * not see the weight of buffers, a large body would soon take as much memory as it is long.
 */
export class Chunk {
  readonly bytes: Buffer;
  readonly #free: Chunk[];
  #holders = 0;

  private constructor(size: number, free: Chunk[]) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.#free = free;
  }

  /** A chunk for so many bytes, {@link LARGE_BYTES} at most, which is held once. */
  static take(bytes: number): Chunk {
    const chunk =
      bytes <= SMALL_BYTES
        ? (freeSmall.pop() ?? new Chunk(SMALL_BYTES, freeSmall))
        : (freeLarge.pop() ?? new Chunk(LARGE_BYTES, freeLarge));
    chunk.#holders = 1;
    return chunk;
  }

  hold(): void {
    this.#holders += 1;
  }

  /** Bound, so that it can be handed on as it is. */
  readonly release = (): void => {
    this.#holders -= 1;
    if (this.#holders === 0 && this.#free.length < MAX_FREE) this.#free.push(this);
  };
}

/**
 * What all connections read into while they wait for an answer: between two reads nothing in it is needed, so that a
 * connection at rest costs no buffer.
 */
export const scratch: Buffer = Buffer.allocUnsafeSlow(LARGE_BYTES);

/**
 * The same for less: a reader that has stopped gets only a small piece when it goes on, which may be the next to wait.
 */
export const smallScratch: Buffer = scratch.subarray(0, SMALL_BYTES);
