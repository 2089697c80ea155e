import { type BodyReader, createBodyReader } from "../../packages/conformance/src/http1/body-reader.ts";
import { responseFraming } from "../../packages/conformance/src/http1/framing.ts";
import { fieldValues, headEnd, parseHead } from "../../packages/conformance/src/http1/head.ts";
import type { Exchange } from "./plan.ts";

/** Reads one answer as a strict client, and compares its body with what the secondary has sent. */
export class AnswerReader {
  status = 0;
  bodyBytes = 0;
  /** Whether the answer is the primary's own, in place of one that broke. */
  own = false;
  /** Whether it is a 408 that the secondary sent to an idle connection while the request was on its way to it. */
  crossed = false;
  /** Whether all that came is the secondary's, or the primary's own. */
  right = true;
  readonly #exchange: Exchange;
  readonly #expected: Uint8Array;
  #pending = Buffer.alloc(0);
  #body: BodyReader | undefined;
  #untilClose = false;

  constructor(exchange: Exchange, expected: Uint8Array) {
    this.#exchange = exchange;
    this.#expected = expected;
  }

  get done(): boolean {
    return this.#body?.done === true;
  }

  /** Whether the close of the connection is the end that the framing promises. */
  get endsWithClose(): boolean {
    return this.#untilClose;
  }

  /** Whether the body is the secondary's from its first byte to its last. */
  get isWhole(): boolean {
    return this.right && this.bodyBytes === this.#exchange.carriedBytes;
  }

  /** @returns the bytes behind the answer @throws {Error} for bytes that break HTTP/1.1 */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#body !== undefined) return this.#body.push(bytes);
    this.#pending = Buffer.concat([this.#pending, bytes]);
    const end = headEnd(this.#pending);
    if (end < 0) return new Uint8Array(0);
    const { startLine, fields } = parseHead(this.#pending.subarray(0, end));
    const rest = this.#pending.subarray(end);
    this.#pending = Buffer.alloc(0);
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(startLine)?.[1]);
    if (!(status >= 100)) throw new Error(`the status line is ${startLine}`);
    if (status < 200) return this.push(rest);
    this.status = status;
    const [id] = fieldValues(fields, "X-Id");
    this.own = id === undefined && status >= 502 && fieldValues(fields, "Proxy-Status").length > 0;
    this.crossed = id === undefined && status === 408;
    if (!this.own && !this.crossed && id !== String(this.#exchange.id)) this.right = false;
    const framing = responseFraming(this.#exchange.method, status, fields);
    this.#untilClose = framing.kind === "until-close";
    this.#body = createBodyReader(framing, (piece) => this.#take(piece));
    return this.#body.push(rest);
  }

  #take(piece: Uint8Array): void {
    const begin = this.bodyBytes;
    this.bodyBytes += piece.length;
    if (!this.own && !this.crossed && Buffer.compare(piece, this.#expected.subarray(begin, this.bodyBytes)) !== 0)
      this.right = false;
  }
}
