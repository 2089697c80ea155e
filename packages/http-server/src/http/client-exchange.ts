import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import { type Cancellation, ClientGone, type SendOutcome, TurnBatch } from "@understudy/core/adapter";
import { DrainWaiters } from "./drain-waiters.ts";
import { type ConnectionListener, follow, unfollow } from "./open-exchanges.ts";
import { hasReplacedWrite } from "./replaced-write.ts";
import { SendDeadline } from "./send-deadline.ts";

type Settled = (outcome: SendOutcome) => void;
type Gone = (reason: unknown) => void;

/**
 * One request and its response on a client's connection: whether the client is still there, what it was sent, and the
 * means to cut it off.
 *
 * `node:http` has no event that says "the client is gone": `close` of the request comes when its body was read, `close`
 * of the response also when all is well, and not at all for a pipelined one. So this follows the socket.
 */
export class ClientExchange implements Cancellation, ConnectionListener {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly #sendTimeoutMs: number;
  /** Made for a response that had to wait for its client. */
  #deadline: SendDeadline | undefined;
  readonly #flush: (response: ServerResponse) => void;
  #state: "open" | "cut" | "gone" | "settled" = "open";
  /** Whether only the end of the connection ends the body (HTTP/1.0 without a length). */
  #endsWithConnection = false;
  #isGone = false;
  #goneReason: unknown;
  #failure: { failure: unknown } | undefined;
  #bodyBytes = 0;
  /** Body bytes that are written together with `end()`. */
  #endBytes = 0;
  #last: Uint8Array | undefined;
  #outcome: SendOutcome | undefined;
  #controller: AbortController | undefined;
  /** A list, as there are one or two. */
  #onGone: Gone[] = [];
  #onSettled: Settled[] = [];
  /** Made for a response whose `write` is another's. */
  #drain: DrainWaiters | undefined;

  /**
   * @param sendTimeoutMs how long a client may take no byte of a response that waits for it, milliseconds; 0 for ever
   * @param flush the runtime's `flushHead`
   */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    sendTimeoutMs: number,
    flush: (response: ServerResponse) => void = flushHeaders,
  ) {
    this.request = request;
    this.response = response;
    this.#sendTimeoutMs = sendTimeoutMs;
    this.#flush = flush;
    // Before node's own listener, which may close the socket or hand it to the next response.
    response.prependListener("finish", () => this.#finished());
    // A write to a connection that has just gone must not become an uncaught exception; `close` reports it.
    response.on("error", ignore);
    // Bun, unlike Node, emits `error` for a request that breaks off even without a listener.
    request.on("error", ignore);
    follow(request.socket, this);
  }

  get requestIsWhole(): boolean {
    return this.request.complete;
  }

  /** Whether the client went away before it had the whole response. */
  get gone(): boolean {
    return this.#isGone;
  }

  get cancelled(): boolean {
    return this.#isGone;
  }

  /** Why the client counts as gone. */
  get reason(): unknown {
    return this.#goneReason;
  }

  onCancel(callback: Gone): () => void {
    if (this.#isGone) return ignore;
    this.#onGone.push(callback);
    return () => this.#forgetGone(callback);
  }

  /** Aborted when the client goes away before it has the whole response, and only then. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#isGone) this.#controller.abort(this.#goneReason);
    }
    return this.#controller.signal;
  }

  /** Calls back when the client goes away, at once if it has. @returns a function that takes the callback back */
  onGone(callback: Gone): () => void {
    if (this.#isGone) callback(this.#goneReason);
    else this.#onGone.push(callback);
    return () => this.#forgetGone(callback);
  }

  /** Calls back once, when the response has left or the connection is gone; never before this returns. */
  onSent(callback: Settled): void {
    const outcome = this.#outcome;
    if (outcome === undefined) this.#onSettled.push(callback);
    else queueMicrotask(() => callback(outcome));
  }

  /** The head has been written. @param promisedBytes of the body, if it said so */
  noteEnd(promisedBytes: number | undefined): void {
    const { response } = this;
    // What is in front may have taken the length out of the head.
    const isPromised =
      promisedBytes !== undefined && (!hasReplacedWrite(response) || response.hasHeader("content-length"));
    this.#endsWithConnection = !isPromised && !response.chunkedEncoding && !this.#chunksUnsaid;
  }

  /** Whether the body goes out in chunks although `chunkedEncoding` says no, as it always does on Bun. */
  get #chunksUnsaid(): boolean {
    if (!("Bun" in globalThis)) return false;
    return this.request.httpVersion === "1.1" && this.response.useChunkedEncodingByDefault;
  }

  /** Sends the head, which has been written, and does not wait for the body. */
  flushHead(): void {
    this.#flush(this.response);
  }

  /** Hands bytes of the body to the connection. Resolves when it is ready for more, or the client is gone. */
  async write(chunk: Uint8Array): Promise<void> {
    if (hasReplacedWrite(this.response)) {
      await new Promise<void>((taken) => {
        if (!this.#handToReplaced(chunk, taken)) this.#startDeadline();
      });
    } else {
      if (this.#handOver(chunk)) return;
      this.#startDeadline();
      await new Promise<void>((resolve) => {
        const forget = this.onGone(() => resolve());
        this.response.once("drain", () => {
          forget();
          resolve();
        });
      });
    }
    this.#deadline?.stop();
  }

  /**
   * Hands bytes of the body to the connection.
   *
   * @param taken called when they have left, or never will
   * @returns false when the kernel has not taken all of it, as far as the runtime says
   */
  push(chunk: Uint8Array, taken: () => void): boolean {
    // A copy, as the bytes of the chunk's buffer may change once it is taken.
    if (hasReplacedWrite(this.response)) return this.#handToReplaced(new Uint8Array(chunk), taken);
    this.response.write(chunk, (error) => {
      this.#count(chunk.byteLength, error);
      taken();
    });
    const { socket } = this.response;
    if (socket === null) return false;
    // `node:http` gathers writes until the end of the turn. What the kernel does not take is to be known now, before
    // more is read.
    socket.uncork?.();
    return socket.writableLength === 0;
  }

  /** The response waits for the client, which has its time limit from now on. */
  awaitClient(): void {
    this.#startDeadline();
  }

  /** The client has taken what it was waited for. */
  clientReady(): void {
    this.#deadline?.stop();
  }

  /**
   * Ends the response at the end of this turn, with the last bytes of its body if there are any.
   * @param taken called when they have left, or never will
   */
  end(last?: Uint8Array, taken?: () => void): void {
    if (last !== undefined) {
      this.#endBytes = last.byteLength;
      this.#last = last;
      if (taken !== undefined) this.#onSettled.push(taken);
    }
    ending.add(this);
  }

  /** Writes the end, if the client is still there. */
  writeEnd(): void {
    const last = this.#last;
    this.#last = undefined;
    if (this.#state !== "open") return;
    try {
      if (last === undefined) this.response.end();
      else this.response.end(last);
    } catch (failure) {
      // It cannot be caught further up, and the ends of other responses are to be written after this one.
      this.cut(failure);
      return;
    }
    // The last bytes may still wait for the client; the end of the exchange ends the watch.
    const { socket } = this.response;
    if (socket === null || socket.writableLength > 0) this.#startDeadline();
  }

  /** Cuts the connection because the response is broken, so that what was sent does not look complete (X08). */
  cut(failure: unknown): void {
    if (this.#state !== "open") return;
    this.#state = "cut";
    this.#failure = { failure };
    // What was written in this turn of the event loop is on its way only in the next one; the client may have it.
    setImmediate(() => this.#destroy());
  }

  /** The client is gone, or is to be treated so: this response has no reader any more. */
  abandon(reason: unknown): void {
    if (this.#state !== "open") return;
    this.#state = "gone";
    this.#isGone = true;
    this.#goneReason = reason;
    this.#destroy();
    this.#controller?.abort(reason);
    const callbacks = this.#onGone;
    this.#onGone = [];
    for (const callback of callbacks) callback(reason);
    this.#drain?.callAll();
  }

  /** The connection is closed. */
  connectionClosed(): void {
    this.abandon(new ClientGone());
    this.#settle(false);
  }

  /** The client has closed its side, and `node:http` closes ours in turn; only what was written already can arrive. */
  connectionEnding(): void {
    if (this.response.writableEnded) return;
    this.abandon(new ClientGone());
  }

  #finished(): void {
    // `finish` also comes when the connection broke with the end of the response still in its buffer.
    if (this.#state !== "open" || this.request.socket.destroyed) return;
    this.#deadline?.stop();
    this.#bodyBytes += this.#endBytes;
    this.#state = "settled";
    this.#settle(true);
  }

  #settle(complete: boolean): void {
    if (this.#outcome !== undefined) return;
    unfollow(this.request.socket, this);
    this.#outcome = { bodyBytes: this.#bodyBytes, complete, ...this.#failure };
    this.#onGone = [];
    this.#drain?.callAll();
    for (const callback of this.#onSettled) callback(this.#outcome);
    this.#onSettled = [];
  }

  #forgetGone(callback: Gone): void {
    const index = this.#onGone.indexOf(callback);
    if (index >= 0) this.#onGone.splice(index, 1);
  }

  /**
   * Hands bytes to a `write` that says when it is full, but not when bytes have left: they count as handed to the
   * connection now.
   *
   * @param taken called when it takes more, or never will: before this returns, if at once
   * @returns whether it takes more at once
   */
  #handToReplaced(chunk: Uint8Array, taken: () => void): boolean {
    this.#bodyBytes += chunk.byteLength;
    const ready = this.response.write(chunk);
    if (ready || this.#outcome !== undefined || this.#isGone) {
      taken();
      return ready;
    }
    this.#drain ??= new DrainWaiters(this.response);
    this.#drain.add(taken);
    return false;
  }

  #handOver(chunk: Uint8Array): boolean {
    return this.response.write(chunk, (error) => this.#count(chunk.byteLength, error));
  }

  #count(bytes: number, error: Error | null | undefined): void {
    // On a connection that broke during the write node calls back without an error, too.
    if (!error && !this.request.socket.destroyed) this.#bodyBytes += bytes;
  }

  #startDeadline(): void {
    const timeoutMs = this.#sendTimeoutMs;
    this.#deadline ??= new SendDeadline(this.response, this.request.socket, timeoutMs, () => {
      const reason = new ClientGone();
      reason.message = `The client took no data for ${timeoutMs} ms.`;
      this.abandon(reason);
    });
    this.#deadline.start();
  }

  #destroy(): void {
    const { request, response } = this;
    const { socket } = request;
    if (response.socket === null && !socket.destroyed && !response.writableFinished) {
      // A pipelined response, which waits for those before it. From Node.js 24 on, its own `destroy` does nothing.
      response.once("socket", () => this.#destroy());
      return;
    }
    // An ordinary close would be the end of such a body; a reset says that it is broken.
    const canReset =
      response.socket === socket && !socket.destroyed && (socket as Partial<TLSSocket>).encrypted !== true;
    if (this.#endsWithConnection && canReset) socket.resetAndDestroy();
    // Bun's own `destroy` of a response whose head has not left sends a 200 that nobody gave.
    else if ("Bun" in globalThis) socket.destroy();
    // Cuts the connection, for a pipelined response as soon as those before it are through.
    else response.destroy();
  }
}

function ignore(): void {}

function flushHeaders(response: ServerResponse): void {
  response.flushHeaders();
}

const ending = new TurnBatch<ClientExchange>((exchange) => exchange.writeEnd());
