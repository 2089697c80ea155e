import { ClientGone, isClientGone } from "../contract/client-gone.ts";
import type { BodySink, Cancellation, PushedBody } from "../contract/transport.ts";
import { ForwardError, isForwardError } from "../rules/forward-error.ts";
import type { InactivityTimer } from "./inactivity-timer.ts";

/** How far the body of a forwarded response has come. A live object: it changes while the body is read. */
export interface Transfer {
  /** Bytes that came from the secondary and were handed on. */
  readonly bodyBytes: number;
  /** Whether the body has ended, in one way or the other. */
  readonly over: boolean;
  /** Why it broke off; undefined while it runs and when it is complete. */
  readonly failure: ForwardError | ClientGone | undefined;
}

/** What a body is guarded with. */
export interface BodyGuard {
  /** Runs only while the secondary is waited for. */
  readonly inactivity: InactivityTimer;
  /** When cancelled, the body fails at once. */
  readonly cancellation: Cancellation;
  /** The client does not want the rest (X09). */
  onClientGone(gone: ClientGone): void;
  /** Called once, when the body has ended in one way or the other. */
  release(): void;
}

/**
 * The secondary's body on its way to the client: it is counted, it fails and never ends when it breaks, stalls, or is
 * not as long as declared (X08), and it is given up when the client goes away (X09).
 */
export class GuardedBody implements PushedBody, BodySink, Transfer {
  bodyBytes = 0;
  over = false;
  failure: ForwardError | ClientGone | undefined;
  readonly #source: PushedBody;
  readonly #guard: BodyGuard;
  readonly #promisedBytes: number | undefined;
  readonly #forgetCancel: () => void;
  #sink: BodySink | undefined;
  /** Whether the client wants more. */
  #wanted = false;
  /** The source is being asked; what it has comes before this returns. */
  #asking = false;

  /** @param promisedBytes `Content-Length`, when the head has one */
  constructor(source: PushedBody, promisedBytes: number | undefined, guard: BodyGuard) {
    this.#source = source;
    this.#promisedBytes = promisedBytes;
    this.#guard = guard;
    this.#forgetCancel = guard.cancellation.onCancel((reason) => this.#abort(reason as ForwardError | ClientGone));
  }

  start(sink: BodySink): void {
    this.#sink = sink;
    if (this.over) sink.fail(this.failure);
    else this.#ask(() => this.#source.start(this));
  }

  resume(): void {
    if (!this.over) this.#ask(() => this.#source.resume());
  }

  cancel(reason?: unknown): void {
    if (this.over) return;
    const gone = isClientGone(reason) ? reason : new ClientGone();
    this.#finish(gone);
    this.#source.cancel(gone);
    this.#guard.onClientGone(gone);
  }

  write(piece: Uint8Array, release: (() => void) | undefined): boolean {
    if (this.over) {
      release?.();
      return false;
    }
    const { inactivity } = this.#guard;
    const promisedBytes = this.#promisedBytes;
    inactivity.active();
    this.bodyBytes += piece.byteLength;
    if (promisedBytes !== undefined && this.bodyBytes > promisedBytes) {
      release?.();
      const message = `The secondary sent more than the ${promisedBytes} bytes that it promised.`;
      this.#abort(new ForwardError("response-incomplete", { message }));
      return false;
    }
    this.#wanted = false;
    const wanted = this.#sink!.write(piece, release) || this.#wanted;
    this.#wanted = wanted;
    if (wanted && !this.over && !this.#asking) inactivity.waiting();
    return wanted;
  }

  end(): void {
    if (this.over) return;
    const promisedBytes = this.#promisedBytes;
    if (promisedBytes !== undefined && this.bodyBytes < promisedBytes) {
      const message = `The secondary sent ${this.bodyBytes} of the ${promisedBytes} bytes that it promised.`;
      this.#fail(new ForwardError("response-incomplete", { message }));
      return;
    }
    this.#finish(undefined);
    this.#sink?.end();
  }

  fail(failure: unknown): void {
    if (!this.over) this.#fail(asForwardFailure(failure, this.#guard.cancellation, "response-incomplete"));
  }

  #ask(question: () => void): void {
    this.#wanted = true;
    const nested = this.#asking;
    this.#asking = true;
    question();
    this.#asking = nested;
    // Bodies that are there at once need no clock.
    if (this.#wanted && !this.over && !nested) this.#guard.inactivity.waiting();
  }

  #abort(reason: ForwardError | ClientGone): void {
    if (this.over) return;
    this.#fail(reason);
    this.#source.cancel(reason);
  }

  #fail(failure: ForwardError | ClientGone): void {
    this.#finish(failure);
    this.#sink?.fail(failure);
  }

  #finish(failure: ForwardError | ClientGone | undefined): void {
    this.over = true;
    this.failure = failure;
    this.#forgetCancel();
    this.#guard.release();
  }
}

/** Our own reason to cancel if there is one, else what the transport knows, else the fallback with the cause kept. */
export function asForwardFailure(
  failure: unknown,
  { cancelled, reason }: Cancellation,
  fallback: "unreachable" | "response-incomplete",
): ForwardError | ClientGone {
  if (cancelled && isClientGone(reason)) return reason;
  // A transport gives a client up that keeps a connection from others.
  if (isClientGone(failure)) return failure;
  // A transport may know better than our deadline why nothing came: a full pool, for one.
  if (isForwardError(failure)) return failure;
  if (cancelled) return reason as ForwardError;
  const message = failure instanceof Error ? failure.message : String(failure);
  return new ForwardError(fallback, { message, cause: failure });
}
