import type { Buffer } from "node:buffer";
import { checkPartialHead, checkPartialStatusLine, parseResponseHead, type ReceivedHead } from "./response-head.ts";
import { WireError } from "./wire-error.ts";

/** A head, and where in the bytes that were given the next thing begins. */
export interface HeadFound {
  readonly head: ReceivedHead;
  readonly next: number;
}

const HEAD_END = "\r\n\r\n";
/** Until more has come, its beginning is checked with each piece. */
const BEGINNING_BYTES = 20;
const CR = 0x0d;
const LF = 0x0a;

/** Gathers the heads of one answer, the interim ones included, from pieces that may be cut anywhere. */
export class HeadReader {
  readonly #maxBytes: number;
  #taken = 0;
  /**
   * What has come of a head that is not whole. Nothing looks into all of it before its end but for its first line: that
   * would cost anew with every piece.
   */
  #partial = "";
  /** The last characters of it. */
  #tail = "";
  #hasStatusLine = false;

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
    const piece = bytes.toString("latin1", begin, end);
    const tailLength = this.#tail.length;
    const window = this.#tail + piece;
    const found = window.indexOf(HEAD_END);
    if (found >= 0) {
      const pieceLength = found + HEAD_END.length - tailLength;
      const text = this.#partial + piece.slice(0, pieceLength);
      this.#partial = "";
      this.#tail = "";
      this.#hasStatusLine = false;
      this.#take(text.length);
      return { head: parseResponseHead(text), next: begin + pieceLength };
    }
    this.#partial += piece;
    this.#tail = window.slice(1 - HEAD_END.length);
    if (this.#taken + this.#partial.length > this.#maxBytes) this.#take(this.#partial.length);
    this.#checkBeginning(window);
    checkPartialHead(window, tailLength);
    return undefined;
  }

  /** @param window what came last, and the end of what was before */
  #checkBeginning(window: string): void {
    if (this.#hasStatusLine) return;
    this.#hasStatusLine = window.includes("\r\n");
    if (this.#hasStatusLine || this.#partial.length < BEGINNING_BYTES) checkPartialStatusLine(this.#partial);
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
