import { ClientGone, isClientGone } from "./client-gone.ts";
import type { Clock } from "./clock.ts";
import { ForwardError, isForwardError } from "./forward-error.ts";
import { InactivityTimer } from "./inactivity-timer.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** The two deadlines and what they are raced against. */
export interface TimedForwardOptions {
  readonly transport: Transport;
  /** R13 */
  readonly connectTimeoutMs: number;
  /** R14 */
  readonly socketTimeoutMs: number;
  readonly clock: Clock;
  /** Aborted when the client goes away (X09). */
  readonly clientSignal?: AbortSignal | undefined;
}

/** How far the body of a forwarded response has come. A live object: it changes while the body is read. */
export interface Transfer {
  /** Bytes that came from the secondary and were handed on. */
  readonly bodyBytes: number;
  /** Whether the body has ended, in one way or the other. */
  readonly over: boolean;
  /** Why it broke off; undefined while it runs and when it is complete. */
  readonly failure: ForwardError | ClientGone | undefined;
}

/** The secondary's answer: its head, and a guarded body. */
export interface ForwardAnswer {
  readonly response: TransportResponse;
  /** Fails, and never ends, when the secondary's body breaks, stalls, or is not as long as promised (X08). */
  readonly body: ReadableStream<Uint8Array> | null;
  readonly transfer: Transfer;
}

/**
 * Sends a request over the transport with both clocks running: the connect timeout until the connection stands, then
 * the socket timeout for each wait for data (R13, R14). The client's departure cancels everything at once (X09).
 *
 * @throws {ForwardError} when there is no answer
 * @throws {ClientGone} when the client went away first
 */
export async function timedForward(request: TransportRequest, options: TimedForwardOptions): Promise<ForwardAnswer> {
  const { transport, connectTimeoutMs, socketTimeoutMs, clock, clientSignal } = options;
  if (clientSignal?.aborted) throw new ClientGone();

  const controller = new AbortController();
  const abort = (reason: ForwardError | ClientGone) => controller.abort(reason);
  const onClientGone = () => abort(new ClientGone());
  clientSignal?.addEventListener("abort", onClientGone, { once: true });

  let awaiting: "head" | "body" = "head";
  const inactivity = new InactivityTimer(clock, socketTimeoutMs, () =>
    abort(new ForwardError(awaiting === "head" ? "head-timeout" : "body-timeout")),
  );
  const exact = transport.reportsConnection === true;
  const stopConnectClock = clock.startTimer(exact ? connectTimeoutMs : connectTimeoutMs + socketTimeoutMs, () =>
    abort(new ForwardError(exact ? "connect-timeout" : "head-timeout")),
  );
  const release = () => {
    stopConnectClock();
    inactivity.stop();
    clientSignal?.removeEventListener("abort", onClientGone);
  };

  let connected = false;
  const onConnected = () => {
    if (!exact || connected || controller.signal.aborted || awaiting !== "head") return;
    connected = true;
    stopConnectClock();
    inactivity.waiting();
  };
  const onInterim = () => {
    if (connected && awaiting === "head") inactivity.waiting();
  };

  let response: TransportResponse;
  try {
    response = await headOrAbort(
      () => transport(request, { onConnected, onInterim, signal: controller.signal }),
      controller.signal,
    );
  } catch (failure) {
    release();
    throw asForwardFailure(failure, controller.signal, "unreachable");
  }
  awaiting = "body";
  stopConnectClock();
  inactivity.active();

  if (response.body === null || request.method === "HEAD" || hasNoBody(response.status)) {
    release();
    response.body?.cancel().catch(() => {});
    return { response, body: null, transfer: { bodyBytes: 0, over: true, failure: undefined } };
  }
  return guardBody(response, response.body, { controller, inactivity, release });
}

/** Statuses whose responses end with their head (RFC 9110 §6.4.1), and 205, for which the Fetch Standard allows no body. */
function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** The transport's head, or the abort reason, whichever comes first: a transport that ignores its signal cannot hold us. */
function headOrAbort(send: () => Promise<TransportResponse>, signal: AbortSignal): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    // One turn later, so that a transport that knows better why nothing came (a full pool, for one) can say so.
    const onAbort = () => setTimeout(() => reject(signal.reason), 0);
    signal.addEventListener("abort", onAbort, { once: true });
    let sent: Promise<TransportResponse>;
    try {
      sent = Promise.resolve(send());
    } catch (failure) {
      sent = Promise.reject(failure);
    }
    sent.then(
      (response) => {
        signal.removeEventListener("abort", onAbort);
        // A head that comes after the deadline is nobody's; its connection must not stay open.
        if (signal.aborted) response.body?.cancel(signal.reason).catch(() => {});
        resolve(response);
      },
      (failure) => {
        signal.removeEventListener("abort", onAbort);
        reject(failure);
      },
    );
  });
}

interface Guard {
  readonly controller: AbortController;
  readonly inactivity: InactivityTimer;
  readonly release: () => void;
}

function guardBody(response: TransportResponse, source: ReadableStream<Uint8Array>, guard: Guard): ForwardAnswer {
  const { controller: abortController, inactivity, release } = guard;
  const { signal } = abortController;
  const promisedBytes = promisedLength(response);
  const reader = source.getReader();
  const transfer: { bodyBytes: number; over: boolean; failure: ForwardError | ClientGone | undefined } = {
    bodyBytes: 0,
    over: false,
    failure: undefined,
  };
  const finish = (failure?: ForwardError | ClientGone) => {
    transfer.over = true;
    transfer.failure = failure;
    release();
  };

  const body = new ReadableStream<Uint8Array>(
    {
      start(streamController) {
        const onAbort = () => {
          if (transfer.over) return;
          finish(signal.reason);
          streamController.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
        };
        if (signal.aborted) onAbort();
        else signal.addEventListener("abort", onAbort, { once: true });
      },
      async pull(streamController) {
        const fail = (failure: ForwardError | ClientGone) => {
          if (transfer.over) return;
          finish(failure);
          streamController.error(failure);
        };
        inactivity.waiting();
        let piece: ReadableStreamReadResult<Uint8Array>;
        try {
          piece = await reader.read();
        } catch (failure) {
          fail(asForwardFailure(failure, signal, "response-incomplete"));
          return;
        }
        if (transfer.over) return;
        inactivity.active();
        if (!piece.done) {
          transfer.bodyBytes += piece.value.byteLength;
          if (promisedBytes !== undefined && transfer.bodyBytes > promisedBytes) {
            const message = `The secondary sent more than the ${promisedBytes} bytes that it promised.`;
            fail(new ForwardError("response-incomplete", { message }));
            reader.cancel().catch(() => {});
            return;
          }
          streamController.enqueue(piece.value);
          return;
        }
        if (promisedBytes !== undefined && transfer.bodyBytes < promisedBytes) {
          const message = `The secondary sent ${transfer.bodyBytes} of the ${promisedBytes} bytes that it promised.`;
          fail(new ForwardError("response-incomplete", { message }));
          return;
        }
        finish();
        streamController.close();
      },
      cancel() {
        if (transfer.over) return;
        // Only the client's side cancels the body that was handed to it.
        const gone = new ClientGone();
        finish(gone);
        const cancelled = reader.cancel(gone).catch(() => {});
        abortController.abort(gone);
        return cancelled;
      },
    },
    { highWaterMark: 0 },
  );
  return { response, body, transfer };
}

/** The length of the body as `Content-Length` gives it; undefined when it does not. */
function promisedLength(response: TransportResponse): number | undefined {
  let promised: number | undefined;
  for (const [name, value] of response.headers) {
    if (name.toLowerCase() === "transfer-encoding") return undefined;
    if (name.toLowerCase() === "content-length" && /^\d+$/.test(value)) promised = Number(value);
  }
  return promised;
}

/** Our own abort reason if there is one, else what the transport knows, else the fallback with the cause kept. */
function asForwardFailure(
  failure: unknown,
  signal: AbortSignal,
  fallback: "unreachable" | "response-incomplete",
): ForwardError | ClientGone {
  if (signal.aborted && isClientGone(signal.reason)) return signal.reason;
  // A transport may know better than our deadline why nothing came: a full pool, for one.
  if (isForwardError(failure)) return failure;
  if (signal.aborted) return signal.reason;
  const message = failure instanceof Error ? failure.message : String(failure);
  return new ForwardError(fallback, { message, cause: failure });
}
