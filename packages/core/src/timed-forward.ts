import { CancelSource } from "./cancellation.ts";
import { ClientGone } from "./client-gone.ts";
import type { Clock } from "./clock.ts";
import { directBody } from "./direct-body.ts";
import { ForwardError } from "./forward-error.ts";
import { asForwardFailure, GuardedBody, type Transfer } from "./guarded-body.ts";
import { InactivityTimer } from "./inactivity-timer.ts";
import type { Cancellation, DirectBody, Transport, TransportRequest, TransportResponse } from "./transport.ts";

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
}

/** The secondary's answer: its head, and a guarded body. */
export interface ForwardAnswer {
  readonly response: TransportResponse;
  /** Fails, and never ends, when the secondary's body breaks, stalls, or is not as long as promised (X08). */
  readonly body: DirectBody | null;
  readonly transfer: Transfer;
}

const NO_BODY: Transfer = { bodyBytes: 0, over: true, failure: undefined };

/**
 * Sends a request over the transport with both clocks running: the connect timeout until the connection stands, then
 * the socket timeout for each wait for data (R13, R14). The client's departure cancels everything at once (X09).
 *
 * @throws {ForwardError} when there is no answer
 * @throws {ClientGone} when the client went away first
 */
export async function timedForward(request: TransportRequest, options: TimedForwardOptions): Promise<ForwardAnswer> {
  const { transport, connectTimeoutMs, socketTimeoutMs, clock, clientGone } = options;
  if (clientGone?.cancelled) throw new ClientGone();

  const cancel = new CancelSource();
  const forgetClient = clientGone?.onCancel(() => cancel.cancel(new ClientGone()));

  let awaiting: "head" | "body" = "head";
  const inactivity = new InactivityTimer(clock, socketTimeoutMs, () =>
    cancel.cancel(new ForwardError(awaiting === "head" ? "head-timeout" : "body-timeout")),
  );
  const exact = transport.reportsConnection === true;
  let stopConnectClock: (() => void) | undefined;
  const release = () => {
    stopConnectClock?.();
    inactivity.stop();
    forgetClient?.();
  };

  let connected = false;
  const onConnected = () => {
    if (!exact || connected || cancel.cancelled || awaiting !== "head") return;
    connected = true;
    stopConnectClock?.();
    inactivity.waiting();
  };
  const onInterim = () => {
    if (connected && awaiting === "head") inactivity.waiting();
  };
  const follow = {
    onConnected,
    onInterim,
    cancellation: cancel,
    get signal() {
      return cancel.signal;
    },
  };

  let response: TransportResponse;
  try {
    const sent = sendOrReject(() => transport(request, follow));
    // A kept connection stands already: then there is nothing to wait for.
    if (!connected) {
      stopConnectClock = clock.startTimer(exact ? connectTimeoutMs : connectTimeoutMs + socketTimeoutMs, () =>
        cancel.cancel(new ForwardError(exact ? "connect-timeout" : "head-timeout")),
      );
    }
    response = await headOrCancel(sent, cancel);
  } catch (failure) {
    release();
    throw asForwardFailure(failure, cancel, "unreachable");
  }
  awaiting = "body";
  stopConnectClock?.();
  inactivity.active();

  if (request.method === "HEAD" || hasNoBody(response.status) || !hasBody(response)) {
    release();
    discard(response, undefined);
    return { response, body: null, transfer: NO_BODY };
  }
  const body = new GuardedBody(response.direct ?? directBody(response.body!), {
    promisedBytes: promisedLength(response),
    inactivity,
    cancellation: cancel,
    onClientGone: (gone) => cancel.cancel(gone),
    onOver: release,
  });
  return { response, body, transfer: body };
}

/** Statuses whose responses end with their head (RFC 9110 §6.4.1), and 205, for which the Fetch Standard allows no body. */
function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

function hasBody(response: TransportResponse): boolean {
  // The stream may be made when it is asked for: only where there is nothing else.
  return response.direct !== undefined || response.body !== null;
}

function discard(response: TransportResponse, reason: unknown): void {
  if (response.direct !== undefined) response.direct.cancel(reason);
  else response.body?.cancel(reason).catch(() => {});
}

function sendOrReject(send: () => Promise<TransportResponse>): Promise<TransportResponse> {
  try {
    return Promise.resolve(send());
  } catch (failure) {
    return Promise.reject(failure);
  }
}

/** The transport's head, or the reason to cancel, whichever comes first: a transport that ignores it cannot hold us. */
function headOrCancel(sent: Promise<TransportResponse>, cancel: CancelSource): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    // One turn later, so that a transport that knows better why nothing came (a full pool, for one) can say so.
    const forget = cancel.onCancel((reason) => void setTimeout(() => reject(reason), 0));
    sent.then(
      (response) => {
        forget();
        // A head that comes after the deadline is nobody's; its connection must not stay open.
        if (cancel.cancelled) {
          discard(response, cancel.reason);
          reject(cancel.reason);
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

/** The length of the body as `Content-Length` gives it; undefined when it does not. */
function promisedLength(response: TransportResponse): number | undefined {
  let promised: number | undefined;
  for (const [name, value] of response.headers) {
    // Most names have another length, and need not be looked at.
    if (name.length === 17 && name.toLowerCase() === "transfer-encoding") return undefined;
    if (name.length === 14 && name.toLowerCase() === "content-length" && /^\d+$/.test(value)) promised = Number(value);
  }
  return promised;
}
