import type { Buffer } from "node:buffer";
import { isFieldText } from "./characters.ts";
import { parseFieldLine } from "./response-head.ts";
import { WireError } from "./wire-error.ts";

/** RFC 9112 §7.1.1, without the blanks that a recipient may, but no sender ought to, put up with. */
const EXTENSIONS = /^(?:;[\w!#$%&'*+.^`|~-]+(?:=(?:[\w!#$%&'*+.^`|~-]+|"(?:[^"\\]|\\.)*"))?)*$/;
const SIZE = /^[0-9a-f]{1,16}/i;

/** Takes the chunked transfer coding off a body (RFC 9112 §7.1), from pieces that may be cut anywhere. */
export class ChunkedDecoder {
  readonly #maxLineBytes: number;
  #state: "size" | "data" | "data-end" | "trailer" = "size";
  #line = "";
  /** Of all trailer lines; they count like a head. */
  #trailerBytes = 0;
  #left = 0;

  /** @param maxLineBytes most bytes of a chunk's first line, and of all trailers */
  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /**
   * @param emit gets the parts of `bytes` that are the body's
   * @returns where the message ended, or -1 while it goes on
   * @throws {WireError}
   */
  decode(bytes: Buffer, begin: number, end: number, emit: (from: number, to: number) => void): number {
    let at = begin;
    while (at < end) {
      if (this.#state === "data") {
        const to = Math.min(end, at + this.#left);
        emit(at, to);
        this.#left -= to - at;
        at = to;
        if (this.#left === 0) this.#state = "data-end";
        continue;
      }
      const lineEnd = bytes.indexOf(0x0a, at);
      const to = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1;
      this.#line += bytes.toString("latin1", at, to);
      at = to;
      if (!this.#line.endsWith("\n")) this.#checkPartialLine();
      else if (this.#endOfLine()) return at;
    }
    return -1;
  }

  /** @returns whether it was the last one of the message */
  #endOfLine(): boolean {
    const line = this.#line;
    this.#line = "";
    if (!line.endsWith("\r\n") || line.length > this.#maxLineBytes) throw broken();
    const text = line.slice(0, -2);
    if (this.#state === "data-end") {
      if (text !== "") throw broken();
      this.#state = "size";
    } else if (this.#state === "size") {
      this.#left = parseSize(text);
      this.#state = this.#left === 0 ? "trailer" : "data";
    } else {
      if (text === "") return true;
      this.#trailerBytes += line.length;
      if (this.#trailerBytes > this.#maxLineBytes) throw broken();
      parseFieldLine(text, 0, text.length);
    }
    return false;
  }

  /** Refuses what can no longer become right, instead of waiting for its end. */
  #checkPartialLine(): void {
    const line = this.#line;
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (line.length > this.#maxLineBytes || text.includes("\r")) throw broken();
    if (this.#state === "data-end" && text !== "") throw broken();
    if (this.#state === "size" && text !== "" && !/^[0-9a-f]{1,16}(?:;|$)/i.test(text)) throw broken();
  }
}

function parseSize(text: string): number {
  const digits = SIZE.exec(text)?.[0] ?? "";
  const size = Number.parseInt(digits, 16);
  if (digits === "" || !Number.isSafeInteger(size)) throw broken();
  const extensions = text.slice(digits.length);
  if (!isFieldText(extensions) || !EXTENSIONS.test(extensions)) throw broken();
  return size;
}

function broken(): WireError {
  return new WireError("malformed", "the chunked coding of the body is broken");
}
