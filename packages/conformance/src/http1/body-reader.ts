import type { Framing } from "./framing.ts";
import { type Field, latin1 } from "./head.ts";

/** Takes a body out of its framing while its bytes arrive, and knows whether the end was reached. */
export interface BodyReader {
  /** Gives it the next bytes; those behind the end of the message are returned. */
  push(bytes: Uint8Array): Uint8Array;
  /** Whether the framing's end has been seen. Never true for a body that ends with the connection. */
  readonly done: boolean;
  /** What is still missing, for a report; the reason why a body counts as cut. */
  readonly missing: string;
  /** The trailer fields of a chunked body. */
  readonly trailers: readonly Field[];
}

const NOTHING = new Uint8Array(0);

/**
 * A reader for one body.
 *
 * @param onData gets the body's bytes without their framing
 * @throws {Error} from `push`, for chunks that break RFC 9112 §7.1
 */
export function createBodyReader(framing: Framing, onData: (bytes: Uint8Array) => void): BodyReader {
  switch (framing.kind) {
    case "none":
      return { push: (bytes) => bytes, done: true, missing: "nothing", trailers: [] };
    case "length":
      return new LengthReader(framing.length, onData);
    case "chunked":
      return new ChunkedReader(onData);
    case "until-close":
      return {
        push: (bytes) => {
          onData(bytes);
          return NOTHING;
        },
        done: false,
        missing: "the close of the connection",
        trailers: [],
      };
  }
}

class LengthReader implements BodyReader {
  readonly trailers = [];
  #left: number;
  readonly #length: number;
  readonly #onData: (bytes: Uint8Array) => void;

  constructor(length: number, onData: (bytes: Uint8Array) => void) {
    this.#left = this.#length = length;
    this.#onData = onData;
  }

  get done(): boolean {
    return this.#left === 0;
  }

  get missing(): string {
    return `${this.#left} of ${this.#length} bytes`;
  }

  push(bytes: Uint8Array): Uint8Array {
    const own = bytes.subarray(0, this.#left);
    this.#left -= own.length;
    if (own.length > 0) this.#onData(own);
    return bytes.subarray(own.length);
  }
}

class ChunkedReader implements BodyReader {
  readonly trailers: Field[] = [];
  readonly #onData: (bytes: Uint8Array) => void;
  #state: "size" | "data" | "data-end" | "trailers" | "done" = "size";
  #line = "";
  #left = 0;

  constructor(onData: (bytes: Uint8Array) => void) {
    this.#onData = onData;
  }

  get done(): boolean {
    return this.#state === "done";
  }

  get missing(): string {
    return this.#state === "data" ? `${this.#left} bytes of a chunk and the last chunk` : "the last chunk";
  }

  push(bytes: Uint8Array): Uint8Array {
    let rest = bytes;
    while (rest.length > 0 && this.#state !== "done") {
      rest = this.#state === "data" ? this.#takeData(rest) : this.#takeLine(rest);
    }
    return rest;
  }

  #takeData(bytes: Uint8Array): Uint8Array {
    const own = bytes.subarray(0, this.#left);
    this.#onData(own);
    this.#left -= own.length;
    if (this.#left === 0) this.#state = "data-end";
    return bytes.subarray(own.length);
  }

  #takeLine(bytes: Uint8Array): Uint8Array {
    const end = bytes.indexOf(0x0a);
    this.#line += latin1(end < 0 ? bytes : bytes.subarray(0, end + 1));
    if (this.#line.length > 65_536) throw new Error("a chunk's size line that does not end");
    if (end >= 0) {
      const line = this.#line;
      this.#line = "";
      if (!line.endsWith("\r\n")) throw new Error(`a line of chunked framing without CRLF: ${JSON.stringify(line)}`);
      this.#readLine(line.slice(0, -2));
    }
    return end < 0 ? NOTHING : bytes.subarray(end + 1);
  }

  #readLine(line: string): void {
    if (this.#state === "size") {
      const size = /^([0-9A-Fa-f]+)[ \t]*(?:;.*)?$/.exec(line)?.[1];
      if (size === undefined) throw new Error(`a chunk size that is none: ${JSON.stringify(line)}`);
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? "trailers" : "data";
    } else if (this.#state === "data-end") {
      if (line !== "") throw new Error(`bytes between a chunk and its end: ${JSON.stringify(line)}`);
      this.#state = "size";
    } else if (line === "") {
      this.#state = "done";
    } else {
      const colon = line.indexOf(":");
      this.trailers.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
    }
  }
}
