import type { Buffer } from "node:buffer";
import {
  type Cancellation,
  ForwardError,
  isForwardError,
  type TransportRequest,
  type TransportResponse,
} from "@understudy/core/adapter";
import { Chunk, LARGE_BYTES } from "./connection/chunk.ts";
import type { Connection, ConnectionUser } from "./connection/connection.ts";
import { ReadSize } from "./connection/read-size.ts";
import { toForwardError } from "./network-error.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Origin } from "./origin.ts";
import { type BodySource, ResponseBody } from "./response-body.ts";
import { EMPTY, TransportAnswer } from "./transport-answer.ts";
import { type BodyFraming, messageFraming } from "./wire/body-framing.ts";
import { ChunkedDecoder } from "./wire/chunked-decoder.ts";
import { HeadReader } from "./wire/head-reader.ts";
import { requestHead } from "./wire/request-head.ts";
import type { ReceivedHead } from "./wire/response-head.ts";
import { WireError } from "./wire/wire-error.ts";

/** Who sends a request, and hears what becomes of it. */
export interface RequestOwner {
  readonly request: TransportRequest;
  readonly origin: Origin;
  readonly settings: ResolvedOptions;
  readonly cancellation: Cancellation;
  onConnected(): void;
  onInterim(): void;
  /** The body waits for its reader. */
  onPaused(): void;
  /** It does so no more. */
  onResumed(): void;
  /** The head of the final answer is there. */
  onAnswer(response: TransportResponse): void;
  /**
   * There is none.
   *
   * @param stale whether a reused connection had been closed, and not one byte of an answer came
   * @param unsent whether no byte of the request was sent
   */
  onFailure(error: unknown, stale: boolean, unsent: boolean): void;
  /**
   * The connection is free, and can serve another request if `reusable`.
   *
   * @param serverKeepsMs how long the server keeps it, as far as it has said so, milliseconds
   */
  onReleased(connection: Connection, reusable: boolean, serverKeepsMs?: number): void;
}

/** A request and its answer on one connection. */
export class SecondaryExchange implements ConnectionUser, BodySource {
  readonly #owner: RequestOwner;
  readonly #connection: Connection;
  readonly #heads: HeadReader;
  #state: "connecting" | "head" | "body" | "over" = "connecting";
  #bytesCame = false;
  #keepAlive = false;
  #keepAliveMs: number | undefined;
  #framing: BodyFraming | undefined;
  /** Bytes of the body that are missing, when it has a length. */
  #left = 0;
  #chunked: ChunkedDecoder | undefined;
  #body: ResponseBody | undefined;
  #readSize: ReadSize | undefined;
  readonly #forgetCancel: () => void;

  /** @throws {TypeError} for a request that cannot be written */
  constructor(owner: RequestOwner, connection: Connection) {
    const { request, settings } = owner;
    this.#owner = owner;
    this.#connection = connection;
    this.#heads = new HeadReader(settings.maxResponseHeaderBytes);
    const head = requestHead(request, settings.maxIdleConnections > 0);
    connection.use(this);
    this.#forgetCancel = owner.cancellation.onCancel((reason) => this.abort(reason));
    if (connection.connected) this.onConnect();
    connection.send(head, request.body);
  }

  onConnect(): void {
    this.#state = "head";
    this.#owner.onConnected();
  }

  nextReadBytes(): number {
    return this.#readSize?.nextBytes ?? LARGE_BYTES;
  }

  keepsNextRead(): boolean {
    if (this.#state !== "body" || this.#body?.wantsMore !== true) return false;
    return this.#readSize?.nearlyOver === false;
  }

  onBytes(bytes: Buffer, length: number, chunk: Chunk | undefined): boolean {
    this.#bytesCame = true;
    try {
      let at = 0;
      while (this.#state === "head" && at < length) {
        const found = this.#heads.read(bytes, at, length);
        if (found === undefined) return true;
        at = found.next;
        this.#takeHead(found.head);
      }
      if (this.#state === "over") {
        // More than the response: in any case the connection is not to be trusted.
        if (at < length) this.#connection.destroy();
        return true;
      }
      return at === length || this.#takeBody(bytes, at, length, chunk);
    } catch (error) {
      this.#broken(error);
      return false;
    }
  }

  onEnd(): void {
    if (this.#state !== "body" || this.#framing?.kind !== "close") {
      this.#fail(undefined);
      return;
    }
    this.#connection.confirmEnd((error) => {
      if (this.#state !== "body") return;
      if (error === undefined) this.#complete();
      else this.#fail(error);
    });
  }

  onUnasked(): void {
    const message = `${this.#what}: the server spoke on the connection before it was asked`;
    this.#giveUp(new ForwardError("connection-reset", { message }), undefined, true);
  }

  onGone(error: Error | undefined): void {
    this.#fail(error);
  }

  /** The body's reader wants more. */
  onWanted(): void {
    this.#owner.onResumed();
    this.#connection.resume();
  }

  /** The body's reader does not want the rest. */
  onCancel(): void {
    this.#drop();
  }

  #takeHead(head: ReceivedHead): void {
    const { request } = this.#owner;
    const framing = messageFraming(request.method, head);
    if (head.status < 200) {
      if (head.status === 101) throw new WireError("malformed", "the server switched protocols unasked");
      // The final answer could only come on a connection that is over by then.
      if (!framing.keepAlive) throw new WireError("malformed", "an interim answer ends the connection");
      this.#owner.onInterim();
      return;
    }
    this.#keepAlive = framing.keepAlive;
    this.#keepAliveMs = framing.keepAliveMs;
    this.#framing = framing.body;
    if (framing.body.kind === "none") {
      const isEmpty = request.method !== "HEAD" && head.status !== 204 && head.status !== 304;
      this.#complete();
      this.#owner.onAnswer(new TransportAnswer(head, isEmpty ? EMPTY : undefined, isEmpty ? 0 : undefined));
      return;
    }
    if (framing.body.kind === "length") this.#left = framing.body.bytes;
    if (framing.body.kind === "chunked")
      this.#chunked = new ChunkedDecoder(this.#owner.settings.maxResponseHeaderBytes);
    this.#readSize = new ReadSize(framing.body.kind === "length" ? framing.body.bytes : undefined);
    this.#state = "body";
    this.#body = new ResponseBody(this);
    const bodyBytes = framing.body.kind === "length" ? framing.body.bytes : undefined;
    this.#owner.onAnswer(new TransportAnswer(head, this.#body, bodyBytes));
  }

  #takeBody(bytes: Buffer, begin: number, end: number, given: Chunk | undefined): boolean {
    const body = this.#body!;
    const chunk = given ?? Chunk.take(end - begin);
    // What was not read into memory of its own is copied: the reader has it longer than this turn.
    if (given === undefined) bytes.copy(chunk.bytes, 0, begin, end);
    const from = given === undefined ? 0 : begin;
    const to = from + end - begin;
    let readOn = true;
    const emit = (first: number, last: number) => {
      if (this.#state !== "body") return;
      chunk.hold();
      readOn = body.push(chunk.bytes.subarray(first, last), chunk.release);
    };
    try {
      if (this.#chunked !== undefined) {
        const next = this.#chunked.decode(chunk.bytes, from, to, emit);
        if (next >= 0) this.#messageEnd(next < to);
      } else if (this.#framing!.kind === "length") {
        const last = Math.min(to, from + this.#left);
        this.#left -= last - from;
        emit(from, last);
        if (this.#left === 0) this.#messageEnd(last < to);
      } else {
        emit(from, to);
      }
      this.#readSize?.came(to - from, !readOn);
      if (!readOn && this.#state === "body") this.#owner.onPaused();
      return readOn || this.#state === "over";
    } finally {
      if (given === undefined) chunk.release();
    }
  }

  #messageEnd(moreCame: boolean): void {
    // Cancelled by the receiver of the last piece.
    if (this.#state !== "body") return;
    if (moreCame || this.#chunked?.closes === true) this.#keepAlive = false;
    this.#complete();
  }

  /** The answer is whole. */
  #complete(): void {
    const connection = this.#connection;
    this.#leave();
    // A server may answer without taking the request's body. Then the connection never becomes free by itself.
    const reusable = this.#keepAlive && connection.flushed && !connection.socket.destroyed;
    connection.release();
    if (!reusable) connection.destroy();
    this.#owner.onReleased(connection, reusable, this.#keepAliveMs);
    this.#body?.end();
  }

  /** What came is no answer, or no body. */
  #broken(error: unknown): void {
    // The receiver of the body has failed: thrown on, its error would be uncaught and end the process.
    if (!(error instanceof WireError)) {
      this.abort(error);
      return;
    }
    const code = error.kind === "head-too-large" ? "response-head-too-large" : "response-malformed";
    this.#giveUp(new ForwardError(code, { message: `${this.#what}: ${error.message}`, cause: error }), error, false);
  }

  /** The connection has ended. */
  #fail(error: Error | undefined): void {
    const failure =
      error === undefined
        ? new ForwardError("connection-reset", { message: `${this.#what}: the connection was closed before an answer` })
        : toForwardError(error, this.#what);
    const stale = this.#connection.used && !this.#bytesCame && failure.code === "connection-reset";
    this.#giveUp(failure, error, stale);
  }

  #giveUp(failure: ForwardError, cause: unknown, stale: boolean): void {
    if (this.#state === "over") return;
    const body = this.#state === "body" ? this.#body : undefined;
    const { unsent } = this.#connection;
    // For the second try the place in the line stays taken.
    this.#drop(!stale);
    if (body === undefined) this.#owner.onFailure(failure, stale, unsent);
    else {
      const message = `${this.#what}: the response body broke off`;
      body.fail(new ForwardError("response-incomplete", { message, ...(cause !== undefined && { cause }) }));
    }
  }

  /** Ends it at once, for a reason that is not the connection's. */
  abort(reason: unknown): void {
    if (this.#state === "over") return;
    const body = this.#body;
    const failure = this.#connection.resolving ? nameTimeout(reason, this.#what) : reason;
    this.#drop();
    if (body === undefined) this.#owner.onFailure(failure, false, false);
    else body.abort(reason);
  }

  #drop(released = true): void {
    if (this.#state === "over") return;
    this.#leave();
    const connection = this.#connection;
    connection.release();
    connection.destroy();
    if (released) this.#owner.onReleased(connection, false);
  }

  #leave(): void {
    this.#state = "over";
    this.#forgetCancel();
  }

  get #what(): string {
    return `${this.#owner.request.method} ${this.#owner.origin.text}`;
  }
}

/** The connect deadline, when the name of the host was not resolved until then. */
function nameTimeout(reason: unknown, what: string): unknown {
  if (!isForwardError(reason) || reason.code !== "connect-timeout") return reason;
  const message = `${what}: the host's name was not resolved until the connect deadline`;
  return new ForwardError("dns-timeout", { message, cause: reason });
}
