import type { ServerResponse } from "node:http";
import type { BodySink, PushedBody, PushedResponse } from "@understudy/core/adapter";
import { headOfFields, type SentHead, wrongLength } from "../head/response-head.ts";
import type { ClientExchange } from "./client-exchange.ts";
import { setField } from "./set-field.ts";

/** Bytes that may wait for the client before the secondary is asked to pause; a piece that has come is taken whole. */
const MAX_WAITING_BYTES = 64 * 1024;

/**
 * A longer body pauses as soon as the kernel has not taken a piece whole: its client may be a slow one, who will have
 * it for long.
 */
const SHORT_BODY_BYTES = 2_000_000;

/**
 * Sends a forwarded response, its body as fast as the client reads it, without a stream in between. When the client
 * goes away the body is cancelled with the reason.
 *
 * @param onBroken called when the body fails, or has not the length that its head declared: the response must not be
 * ended but cut
 */
export function sendPushed(
  forwarded: PushedResponse,
  exchange: ClientExchange,
  onBroken: (failure: unknown) => void,
): void {
  const { status, reason, fields, body } = forwarded;
  const { request, response } = exchange;
  // The reason goes as it came, also an empty one (R09).
  const head = headOfFields(request.method, status, reason, fields, body !== null);
  if (exchange.gone) {
    body?.cancel(exchange.reason);
    return;
  }
  writeHead(response, head);
  if (!head.hasBody || body === null) {
    body?.cancel(undefined);
    if (head.hasBody && head.bodyBytes !== 0) onBroken(wrongLength(head.bodyBytes, 0));
    else exchange.end();
    return;
  }
  exchange.noteEnd(head.bodyBytes);
  new PushedSending(body, head.bodyBytes, exchange, onBroken).start();
}

class PushedSending implements BodySink {
  readonly #body: PushedBody;
  readonly #promised: number | undefined;
  readonly #isShort: boolean;
  readonly #exchange: ClientExchange;
  readonly #onBroken: (failure: unknown) => void;
  readonly #forgetGone: () => void;
  #length = 0;
  /** Bytes that the client has not taken yet. */
  #waiting = 0;
  #paused = false;
  #over = false;
  /**
   * The piece that completes the declared length is held until the body says that it is over, for the client takes the
   * response for complete as soon as it has that piece.
   */
  #last: { readonly piece: Uint8Array; readonly release: (() => void) | undefined } | undefined;

  constructor(
    body: PushedBody,
    promised: number | undefined,
    exchange: ClientExchange,
    onBroken: (failure: unknown) => void,
  ) {
    this.#body = body;
    this.#promised = promised;
    this.#isShort = promised !== undefined && promised <= SHORT_BODY_BYTES;
    this.#exchange = exchange;
    this.#onBroken = onBroken;
    this.#forgetGone = exchange.onCancel((reason) => {
      this.#over = true;
      body.cancel(reason);
    });
  }

  start(): void {
    this.#body.start(this);
    if (this.#length > 0 || this.#over) return;
    // The head goes with the first piece in one packet if that is there at once, and does not wait for it otherwise.
    setImmediate(() => {
      if (!this.#exchange.gone) this.#exchange.flushHead();
    });
  }

  write(piece: Uint8Array, release: (() => void) | undefined): boolean {
    if (this.#over) {
      release?.();
      return false;
    }
    this.#length += piece.byteLength;
    if (this.#promised !== undefined && this.#length >= this.#promised) {
      if (this.#length > this.#promised) {
        release?.();
        const failure = wrongLength(this.#promised, this.#length);
        this.fail(failure);
        this.#body.cancel(failure);
        return false;
      }
      this.#last = { piece, release };
      return true;
    }
    this.#waiting += piece.byteLength;
    const left = this.#exchange.push(piece, () => {
      release?.();
      this.#taken(piece.byteLength);
    });
    if ((left || this.#isShort) && this.#waiting <= MAX_WAITING_BYTES) return true;
    this.#paused = true;
    this.#exchange.awaitClient();
    return false;
  }

  end(): void {
    if (this.#over) return;
    if (this.#promised !== undefined && this.#length < this.#promised) {
      this.fail(wrongLength(this.#promised, this.#length));
      return;
    }
    this.#leave();
    this.#exchange.end(this.#last?.piece, this.#last?.release);
  }

  fail(failure: unknown): void {
    if (this.#over) return;
    this.#leave();
    this.#last?.release?.();
    this.#onBroken(failure);
  }

  #taken(bytes: number): void {
    this.#waiting -= bytes;
    if (!this.#paused || this.#over || this.#waiting > MAX_WAITING_BYTES / 2) return;
    this.#paused = false;
    this.#exchange.clientReady();
    this.#body.resume();
  }

  #leave(): void {
    this.#over = true;
    this.#forgetGone();
  }
}

/** In one go, unless a middleware has set fields or watches for them. */
function writeHead(response: ServerResponse, { status, reason, fields }: SentHead): void {
  if (response.getHeaderNames().length === 0 && !Object.hasOwn(response, "writeHead")) {
    const flat: string[] = [];
    for (const [name, value] of fields) flat.push(name, value);
    response.writeHead(status, reason, flat);
    return;
  }
  const seen = new Set<string>();
  for (const [name, value] of fields) {
    const lowerCaseName = name.toLowerCase();
    // The first line of a name replaces what was set in front, except for cookies; the others come beside it.
    if (lowerCaseName === "set-cookie" || seen.has(lowerCaseName)) response.appendHeader(name, value);
    else setField(response, name, value);
    seen.add(lowerCaseName);
  }
  response.writeHead(status, reason);
}
