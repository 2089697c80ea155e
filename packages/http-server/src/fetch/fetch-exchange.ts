import { ClientGone, type SendOutcome } from "@understudy/core/adapter";

type Gone = (reason: unknown) => void;

/**
 * One request to a fetch-style server and its response: whether the client is still there, and what it was sent.
 *
 * Such a server says less than a connection does: a response counts as sent when the server has taken its last byte.
 */
export class FetchExchange {
  readonly #controller = new AbortController();
  readonly #onGone = new Set<Gone>();
  #onSettled: ((outcome: SendOutcome) => void)[] = [];
  #outcome: SendOutcome | undefined;
  #bodyBytes = 0;
  /** The status that is sent, where it is not the response's. */
  replacedStatus: number | undefined;

  /** @param departure aborted when the client leaves; later than the end of the response it means nothing */
  constructor(departure: AbortSignal) {
    if (departure.aborted) this.leave();
    else departure.addEventListener("abort", () => this.leave(), { once: true });
  }

  /** Whether the client went away before the server had taken the whole response. */
  get gone(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Aborted when the client goes away before the server has taken the whole response, and only then. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Calls back when the client goes away, at once if it has. */
  onGone(callback: Gone): void {
    if (this.gone) callback(this.signal.reason);
    else this.#onGone.add(callback);
  }

  /** Calls back once, when the response is sent or its client is gone; never before this returns. */
  onSent(callback: (outcome: SendOutcome) => void): void {
    const outcome = this.#outcome;
    if (outcome === undefined) this.#onSettled.push(callback);
    else queueMicrotask(() => callback(outcome));
  }

  /** The server has taken bytes of the body. */
  took(bytes: number): void {
    this.#bodyBytes += bytes;
  }

  /** The server has taken all. */
  complete(): void {
    this.#settle({ bodyBytes: this.#bodyBytes, complete: true });
  }

  /** The response broke. */
  broke(failure: unknown): void {
    this.#settle({ bodyBytes: this.#bodyBytes, complete: false, failure });
  }

  /** The client went away, or takes nothing any more. */
  leave(reason: unknown = new ClientGone()): void {
    if (this.#outcome !== undefined) return;
    this.#controller.abort(reason);
    for (const callback of this.#onGone) callback(reason);
    this.#settle({ bodyBytes: this.#bodyBytes, complete: false });
  }

  #settle(outcome: SendOutcome): void {
    if (this.#outcome !== undefined) return;
    const status = this.replacedStatus;
    const sent = status === undefined ? outcome : { ...outcome, status };
    this.#outcome = sent;
    this.#onGone.clear();
    for (const callback of this.#onSettled) callback(sent);
    this.#onSettled = [];
  }
}
