import type { RequestHead } from "./request-head.ts";
import type { Cancellation, Transport } from "./transport.ts";

/** How the sending of a response to the client ended. */
export interface SendOutcome {
  /** Bytes of the body that were handed to the connection. */
  readonly bodyBytes: number;
  /** False when the client went away or the connection was cut before the end. */
  readonly complete: boolean;
  /** The status that was sent, where the server cannot send the response's. @default the response's */
  readonly status?: number;
  /** The response body's own error, when that is what cut it. */
  readonly failure?: unknown;
}

/** A response that was not made by the handler. */
export interface AnswerElsewhere {
  readonly status: number;
  /** Whatever `new Headers` takes. */
  readonly fields: NonNullable<ConstructorParameters<typeof Headers>[0]>;
  readonly outcome: SendOutcome;
}

/**
 * What an adapter knows about the client's connection. An adapter hands it over as `context.platform.client`;
 * a framework's error handler passes it to `createErrorRedirect`'s result. Everything is optional.
 */
export interface ClientContext {
  /** The client's IP address, from the socket or, behind a trusted proxy, from its fields. */
  readonly address?: string | undefined;
  /** The socket's other end; differs from `address` behind a trusted proxy. @default `address` */
  readonly peerAddress?: string | undefined;
  /**
   * Stands for the client's connection: the same object for every request of it. What clients share is given to them
   * in turn, and each connection has a limit of its own. @default each request counts as a connection
   */
  readonly connection?: object | undefined;
  /** The scheme that the client used. @default that of `request.url` */
  readonly protocol?: "http" | "https" | undefined;
  /** The local port of the connection, which the log writes as `%p` (IS manual, "Access logging"). @default unknown */
  readonly localPort?: number | undefined;
  /** How the adapter sends requests to a secondary, unless the option `transport` says otherwise. @default fetch */
  readonly transport?: Transport | undefined;
  /**
   * Aborted when the client goes away before it has the whole response, and only then.
   * @default `request.signal`
   */
  readonly signal?: AbortSignal | undefined;
  /** The same as `signal`, without the cost of one. @default made of `signal` */
  readonly gone?: Cancellation | undefined;
  /**
   * The request's head as it came. Undefined when the handler has put another `Request` into its context: then that one counts.
   * @default that of the `Request`
   */
  readonly requestHead?: () => RequestHead | undefined;
  /**
   * Whether the adapter sends a forwarded response with `takePushed`, so that core need not build a real one.
   * @default false
   */
  readonly takesPushedBody?: boolean | undefined;
  /** Whether the peer is a trusted proxy, so that the forwarding fields it sent are kept and extended (X12). @default false */
  readonly trusted?: boolean | undefined;
  /** The request body, where a framework has read it already. */
  readonly body?: Uint8Array | undefined;
  /**
   * Takes over what to do when the response's body fails before anything of the response was sent. An adapter that has
   * this holds the head back until the body's first piece is there, and when the body fails before, sends the response
   * that the callback gives instead (or fails as the callback does). Without it, core holds the first piece back
   * itself, which costs a copy of the response.
   */
  readonly beforeFirstByte?: (recover: (failure: unknown) => Promise<Response>) => void;
  /**
   * When the request arrived, milliseconds since 1970 with fractions, where redirect on error comes in only after the primary has failed: a
   * record then has the primary's time, too. @default when redirect on error came in
   */
  readonly arrivedAtMs?: number | undefined;
  /**
   * Calls back once, with what the client got, when the handler has failed and its server or framework answers. Without it a record
   * says 500 of such a request, and no bytes.
   */
  readonly onAnsweredElsewhere?: (callback: (answer: AnswerElsewhere) => void) => void;
  /**
   * Calls back once, when the response has left for the client or its connection is gone. Without it, core watches
   * the body itself.
   */
  readonly onSent?: (callback: (outcome: SendOutcome) => void) => void;
}
