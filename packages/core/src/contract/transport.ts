import type { PlaceClient } from "./fair-places.ts";

/** Field lines in the order of the wire, one pair a field line; repeated names stay apart. */
export type FieldList = ReadonlyArray<readonly [name: string, value: string]>;

/** One request, ready to be sent to the secondary server as it is. */
export interface TransportRequest {
  readonly method: string;
  /** Scheme, host and port of the secondary's root, without a slash at the end: `http://images.example:8080`. */
  readonly origin: string;
  /** Path and query, from the slash on. To be sent byte for byte (X20); each character is one byte, Latin-1. */
  readonly target: string;
  /** All fields, `host` included. A transport adds only what HTTP/1.1 framing needs. */
  readonly fields: FieldList;
  /** The whole body, or null for none. It is small: see `maxRequestBodyBytes`. */
  readonly body: Uint8Array | null;
}

/** Where a {@link PushedBody} goes. */
export interface BodySink {
  /**
   * Takes the next piece, in order, none of them empty.
   *
   * @param release says that the memory of `piece` may be used anew; to be called exactly once, when the piece is not needed any
   * more. Without it the piece is the receiver's own.
   * @returns false when no more is to come until {@link PushedBody.resume}; what is on its way already may still come
   */
  write(piece: Uint8Array, release: (() => void) | undefined): boolean;
  /** The body is complete. Nothing comes after it. */
  end(): void;
  /** The body has broken off. Nothing comes after it. */
  fail(error: unknown): void;
}

/**
 * A body that is pushed to its receiver, without a web stream in between. The caller of {@link start} owns it: the
 * body's stream must not be read then.
 */
export interface PushedBody {
  /** Begins to hand the body over, at once if there is something; to be called once. */
  start(sink: BodySink): void;
  /** Goes on after {@link BodySink.write} has returned false. */
  resume(): void;
  /** The rest is not wanted. The sink is not called any more. */
  cancel(reason: unknown): void;
}

/** The end of a request from outside, as callbacks: an AbortSignal at a fraction of its cost. */
export interface Cancellation {
  readonly cancelled: boolean;
  /** Why; undefined while it is not cancelled. */
  readonly reason: unknown;
  /** Calls back once it is cancelled, if it is not yet. @returns a function that takes the callback back */
  onCancel(callback: (reason: unknown) => void): () => void;
}

/** The head of a response. */
export interface ResponseHead {
  /** 200 to 599 */
  readonly status: number;
  /** The reason phrase; may be empty. */
  readonly reason: string;
  /** In the order and the case of the wire; lines of one name may stand apart. */
  readonly fields: FieldList;
}

/**
 * The head of the secondary's response and its body.
 *
 * The body's bytes are those of the wire after removal of the transfer coding. A body that ends early, or is reset,
 * must fail, not end.
 */
export interface TransportResponse extends ResponseHead {
  /** Null for a response without one. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** The same body without a stream, where the transport has it so. Then `body` should only be made when it is read. */
  readonly pushed?: PushedBody | undefined;
  /** Length of the body by its `Content-Length`, bytes; undefined when only its end tells. */
  readonly bodyBytes?: number | undefined;
}

/** How core follows a request that is in progress. */
export interface TransportOptions {
  /** To be called once, as soon as the connection is established (TCP, and TLS for `https`), also when it is a reused one. */
  readonly onConnected: () => void;
  /** To be called for every interim (1xx) response. */
  readonly onInterim: () => void;
  /**
   * Aborted when a deadline has passed or the client has gone away. The transport gives the connection up at once,
   * before the head (it rejects, best with `signal.reason`) and after it (the body fails).
   */
  readonly signal: AbortSignal;
  /** The same as `signal`, which is only made when it is read. */
  readonly cancellation?: Cancellation;
  /** For whom the request is: a transport whose connections are limited shares them out among the clients. */
  readonly client?: PlaceClient | undefined;
}

/**
 * Sends one request to the secondary server. Core owns both clocks; the transport reports when the connection is established.
 *
 * It resolves when the head of the final answer is there, and rejects with a {@link ForwardError} when it knows why
 * there is none; any other rejection counts as `unreachable`.
 */
export interface Transport {
  (request: TransportRequest, options: TransportOptions): Promise<TransportResponse>;
  /**
   * Whether {@link TransportOptions.onConnected} is called exactly. Without it core cannot distinguish connecting from
   * waiting, and the deadline for the head is connect timeout + socket timeout.
   * @default false
   */
  readonly reportsConnection?: boolean;
}
