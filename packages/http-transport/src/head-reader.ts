import type { Buffer } from "node:buffer";
import { checkPartialHead, parseResponseHead, type ResponseHead } from "./response-head.ts";
import { WireError } from "./wire-error.ts";

/** A head, and where in the bytes that were given the next thing begins. */
export interface HeadFound {
  readonly head: ResponseHead;
  readonly next: number;
}

const HEAD_END = "\r\n\r\n";

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
    const found = this.#partial === "" ? bytes.indexOf(HEAD_END, begin, "latin1") : -1;
    if (found >= 0 && found + HEAD_END.length <= end) {
      const next = found + HEAD_END.length;
      this.#take(next - begin);
      return { head: parseResponseHead(bytes.toString("latin1", begin, next)), next };
    }
    const before = this.#partial.length;
    const text = this.#partial + bytes.toString("latin1", begin, end);
    const headEnd = text.indexOf(HEAD_END, Math.max(0, before - 3));
    if (headEnd >= 0) {
      const length = headEnd + HEAD_END.length;
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
