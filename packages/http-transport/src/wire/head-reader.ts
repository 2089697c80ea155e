import type { Buffer } from "node:buffer";
import { checkPartialHead, parseResponseHead, type ResponseHead } from "./response-head.ts";
import { WireError } from "./wire-error.ts";

/** A head, and where in the bytes that were given the next thing begins. */
export interface HeadFound {
  readonly head: ResponseHead;
  readonly next: number;
}

const HEAD_END = "\r\n\r\n";
const CR = 0x0d;
const LF = 0x0a;

/** Gathers the heads of one answer, the interim ones included, from pieces that may be cut anywhere. */
export class HeadReader {
  readonly #maxBytes: number;
  #taken = 0;
  #partial = "";

  /** @param maxBytes most bytes that all heads of the answer may have */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @returns undefined when the head goes on. @throws {WireError} */
  read(bytes: Buffer, begin: number, end: number): HeadFound | undefined {
    // Mostly a head comes in one piece.
    const next = this.#partial === "" ? headEnd(bytes, begin, end) : -1;
    if (next >= 0) {
      this.#take(next - begin);
      return { head: parseResponseHead(bytes.toString("latin1", begin, next)), next };
    }
    const before = this.#partial.length;
    const text = this.#partial + bytes.toString("latin1", begin, end);
    const found = text.indexOf(HEAD_END, Math.max(0, before - 3));
    if (found >= 0) {
      const length = found + HEAD_END.length;
      this.#partial = "";
      this.#take(length);
      return { head: parseResponseHead(text.slice(0, length)), next: begin + length - before };
    }
    this.#partial = text;
    checkPartialHead(text);
    if (this.#taken + text.length > this.#maxBytes) this.#take(text.length);
    return undefined;
  }

  #take(bytes: number): void {
    this.#taken += bytes;
    if (this.#taken > this.#maxBytes) {
      throw new WireError("head-too-large", `the head has more than ${this.#maxBytes} bytes`);
    }
  }
}

/** Where the first head ends, -1 where none does. Not `indexOf`, which would look through all of the buffer. */
function headEnd(bytes: Uint8Array, begin: number, end: number): number {
  for (let at = begin + 3; at < end; at++) {
    if (bytes[at] !== LF) continue;
    if (bytes[at - 1] === CR && bytes[at - 2] === LF && bytes[at - 3] === CR) return at + 1;
  }
  return -1;
}
