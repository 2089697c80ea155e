import { CancelSource } from "../contract/cancellation.ts";
import { ClientGone } from "../contract/client-gone.ts";
import type { Clock } from "../contract/clock.ts";
import type { PlaceClient } from "../contract/fair-places.ts";
import { pushedBody } from "../contract/pushed-body.ts";
import type {
  Cancellation,
  PushedBody,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from "../contract/transport.ts";
import { ForwardError } from "../rules/forward-error.ts";
import { startDeadline } from "./deadline.ts";
import { asForwardFailure, type BodyGuard, GuardedBody, type Transfer } from "./guarded-body.ts";
import { holdStart } from "./held-start.ts";
import { InactivityTimer } from "./inactivity-timer.ts";

/** The two deadlines and what they are raced against. */
export interface TimedForwardOptions {
  readonly transport: Transport;
  /** R13 */
  readonly connectTimeoutMs: number;
  /** R14 */
  readonly socketTimeoutMs: number;
  readonly clock: Clock;
  /** The client's departure (X09). */
  readonly clientGone?: Cancellation | undefined;
  /** For whom it is. */
  readonly client?: PlaceClient | undefined;
}

/** The secondary's answer: its head, and a guarded body. */
export interface ForwardAnswer {
  readonly response: TransportResponse;
  /** Fails, and never ends, when the secondary's body breaks, stalls, or is not as long as promised (X08). */
  readonly body: PushedBody | null;
  readonly transfer: Transfer;
}

const NO_BODY: Transfer = { bodyBytes: 0, over: true, failure: undefined };

/**
 * Sends a request over the transport with both clocks running: the connect timeout until the connection is established,
 * then the socket timeout for each wait for data (R13, R14). The client's departure cancels everything at once (X09).
 *
 * @throws {ForwardError} when there is no answer
 * @throws {ClientGone} when the client went away first
 */
export async function timedForward(request: TransportRequest, options: TimedForwardOptions): Promise<ForwardAnswer> {
  if (options.clientGone?.cancelled) throw new ClientGone();
  const course = new ForwardAttempt(options);
  let response: TransportResponse;
  try {
    response = await headOrCancel(request, options.transport, course);
  } catch (failure) {
    course.release();
    throw asForwardFailure(failure, course.cancellation, "unreachable");
  }
  course.headCame();

  if (request.method === "HEAD" || hasNoBody(response.status) || !hasBody(response)) {
    course.release();
    discard(response, undefined);
    return { response, body: null, transfer: NO_BODY };
  }
  const body = new GuardedBody(response.pushed ?? pushedBody(response.body!), response.bodyBytes, course);
  // A stream has nothing that is there already: to look into it would be to wait.
  if (response.pushed === undefined) return { response, body, transfer: body };
  return { response, body: await holdStart(body), transfer: body };
}

/**
 * The clocks of one request, and what ends it early.
 *
 * A class, as everything here that has accessors and is made for each request: V8 gives an object literal with an
 * accessor a hidden class of its own, which lives in the old generation and keeps the accessor's closure, and all that
 * it sees, until the next full collection.
 */
class ForwardAttempt implements TransportOptions, BodyGuard {
  readonly cancellation = new CancelSource();
  readonly inactivity: InactivityTimer;
  readonly #options: TimedForwardOptions;
  readonly #exact: boolean;
  readonly #forgetClient: (() => void) | undefined;
  #awaiting: "head" | "body" = "head";
  #connected = false;
  #stopConnectClock: (() => void) | undefined;

  constructor(options: TimedForwardOptions) {
    this.#options = options;
    this.#exact = options.transport.reportsConnection === true;
    this.inactivity = new InactivityTimer(options.clock, options.socketTimeoutMs, () =>
      this.cancellation.cancel(new ForwardError(this.#awaiting === "head" ? "head-timeout" : "body-timeout")),
    );
    this.#forgetClient = options.clientGone?.onCancel(() => this.cancellation.cancel(new ClientGone()));
  }

  get signal(): AbortSignal {
    return this.cancellation.signal;
  }

  get client(): PlaceClient | undefined {
    return this.#options.client;
  }

  readonly onConnected = (): void => {
    if (!this.#exact || this.#connected || this.cancellation.cancelled || this.#awaiting !== "head") return;
    this.#connected = true;
    this.#stopConnectClock?.();
    this.inactivity.waiting();
  };

  readonly onInterim = (): void => {
    if (this.#connected && this.#awaiting === "head") this.inactivity.waiting();
  };

  /** The request was given to the transport. */
  sent(): void {
    // A kept connection is established already: there is nothing to wait for.
    if (this.#connected) return;
    const { clock, connectTimeoutMs, socketTimeoutMs } = this.#options;
    this.#stopConnectClock = startDeadline(
      clock,
      this.#exact ? connectTimeoutMs : connectTimeoutMs + socketTimeoutMs,
      () => this.cancellation.cancel(new ForwardError(this.#exact ? "connect-timeout" : "head-timeout")),
    );
  }

  headCame(): void {
    this.#awaiting = "body";
    this.#stopConnectClock?.();
    this.inactivity.active();
  }

  onClientGone(gone: ClientGone): void {
    this.cancellation.cancel(gone);
  }

  /** Nothing is waited for any more. */
  release(): void {
    this.#stopConnectClock?.();
    this.inactivity.stop();
    this.#forgetClient?.();
  }
}

/**
 * Statuses whose responses end with their head (RFC 9110 §6.4.1), and 205, for which the Fetch Standard allows no body.
 */
function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

function hasBody(response: TransportResponse): boolean {
  // The stream may be made when it is asked for: only where there is nothing else.
  return response.pushed !== undefined || response.body !== null;
}

function discard(response: TransportResponse, reason: unknown): void {
  if (response.pushed !== undefined) response.pushed.cancel(reason);
  else response.body?.cancel(reason).catch(() => {});
}

/** The transport's head, or the reason to cancel, whichever comes first: a transport that ignores it cannot hold us. */
function headOrCancel(
  request: TransportRequest,
  transport: Transport,
  course: ForwardAttempt,
): Promise<TransportResponse> {
  const { cancellation } = course;
  return new Promise((resolve, reject) => {
    const sent = transport(request, course);
    course.sent();
    // One turn later, so that a transport that knows better why nothing came (a full pool, for one) can say so.
    const forget = cancellation.onCancel((reason) => void setTimeout(() => reject(reason), 0));
    sent.then(
      (response) => {
        forget();
        // A head that comes after the deadline has no reader; its connection must not stay open.
        if (cancellation.cancelled) {
          discard(response, cancellation.reason);
          reject(cancellation.reason);
        } else {
          resolve(response);
        }
      },
      (failure) => {
        forget();
        reject(failure);
      },
    );
  });
}
