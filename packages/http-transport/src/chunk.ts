import { Buffer } from "node:buffer";

/** How much is read from a connection at a time, bytes. */
export const CHUNK_BYTES = 64 * 1024;

/** Chunks that wait for their next use; more of them are left to the garbage collector. */
const MAX_FREE = 64;
const free: Chunk[] = [];

/**
 * Memory that bytes are read into, and used again as soon as nobody holds it. Left to the garbage collector, which does not see the
 * weight of buffers, a large body would soon take as much memory as it is long.
 */
export class Chunk {
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #holders = 0;

  /** A chunk, which is held once. */
  static take(): Chunk {
    const chunk = free.pop() ?? new Chunk();
    chunk.#holders = 1;
    return chunk;
  }

  hold(): void {
    this.#holders += 1;
  }

  /** Bound, so that it can be handed on as it is. */
  readonly release = (): void => {
    this.#holders -= 1;
    if (this.#holders === 0 && free.length < MAX_FREE) free.push(this);
  };
}

/**
 * What all connections read into while they wait for an answer: between two reads nothing in it is needed, so that a connection at
 * rest costs no buffer.
 */
export const scratch: Buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
