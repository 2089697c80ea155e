import type { Buffer } from "node:buffer";
import { isFieldText } from "./characters.ts";
import { parseFieldLine } from "./response-head.ts";
import { WireError } from "./wire-error.ts";

const LF = 0x0a;

/**
 * What may follow the size of a chunk (RFC 9112 §7.1 and §7.1.1): extensions, and blanks around their delimiters, which
 * a recipient must take ("BWS"). Servers that reserve room for the size pad it with blanks.
 */
const EXTENSIONS =
  /^(?:[ \t]*;[ \t]*[\w!#$%&'*+.^`|~-]+(?:[ \t]*=[ \t]*(?:[\w!#$%&'*+.^`|~-]+|"(?:[^"\\]|\\.)*"))?)*[ \t]*$/;
const SIZE = /^[0-9a-f]{1,16}/i;
/** What a line with a size can begin with, while at most {@link BEGINNING_BYTES} of it have come. */
const BEGINNING = /^[0-9a-f]{1,16}[ \t]*(?:;|$)/i;
const BEGINNING_BYTES = 40;
/** Fields that would say anew where the body ends, once it is over. */
const FRAMING_FIELDS: ReadonlySet<string> = new Set(["content-length", "transfer-encoding"]);

/** Takes the chunked transfer coding off a body (RFC 9112 §7.1), from pieces that may be cut anywhere. */
export class ChunkedDecoder {
  readonly #maxLineBytes: number;
  #state: "size" | "data" | "data-end" | "trailer" = "size";
  /** What has come of a line. Nothing looks into all of it before its end: that would cost anew with every piece. */
  #line = "";
  /** Whether `#line` ends with CR. */
  #awaitsLf = false;
  /** Of all trailer lines; they count like a head. */
  #trailerBytes = 0;
  #left = 0;
  #closes = false;

  /** @param maxLineBytes most bytes of a chunk's first line, and of all trailers */
  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** Whether a trailer says that the connection closes, which belongs into the head. */
  get closes(): boolean {
    return this.#closes;
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
      // Not `indexOf`, which would look through all of the buffer.
      let to = at;
      while (to < end && bytes[to] !== LF) to++;
      const isWhole = to < end;
      if (isWhole) to++;
      const piece = bytes.toString("latin1", at, to);
      this.#line += piece;
      at = to;
      if (!isWhole) this.#checkPartialLine(piece);
      else if (this.#endOfLine()) return at;
    }
    return -1;
  }

  /** @returns whether it was the last one of the message */
  #endOfLine(): boolean {
    const line = this.#line;
    this.#line = "";
    this.#awaitsLf = false;
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
      const [name, value] = parseFieldLine(text, 0, text.length);
      const lower = name.toLowerCase();
      if (FRAMING_FIELDS.has(lower)) throw broken();
      if (lower === "connection" && /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i.test(value)) this.#closes = true;
    }
    return false;
  }

  /**
   * Refuses what can no longer become right, instead of waiting for its end.
   * @param piece what came last of the line
   */
  #checkPartialLine(piece: string): void {
    const cr = piece.indexOf("\r");
    if (this.#awaitsLf || (cr >= 0 && cr !== piece.length - 1)) throw broken();
    this.#awaitsLf = cr >= 0;
    const { length } = this.#line;
    if (length > this.#maxLineBytes || !isFieldText(cr >= 0 ? piece.slice(0, cr) : piece)) throw broken();
    if (this.#state === "data-end" && !(this.#awaitsLf && length === 1)) throw broken();
    if (this.#state === "size" && length <= BEGINNING_BYTES) {
      const text = this.#awaitsLf ? this.#line.slice(0, -1) : this.#line;
      if (!BEGINNING.test(text)) throw broken();
    }
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
