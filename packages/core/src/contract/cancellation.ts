import type { Cancellation } from "./transport.ts";

/** A {@link Cancellation} that its owner can trigger, and its AbortSignal, made when it is first read. */
export class CancelSource implements Cancellation {
  #cancelled = false;
  #reason: unknown;
  #callbacks: ((reason: unknown) => void)[] = [];
  #controller: AbortController | undefined;

  get cancelled(): boolean {
    return this.#cancelled;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancelled) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The first call counts. */
  cancel(reason: unknown): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (const callback of callbacks) callback(reason);
  }

  onCancel(callback: (reason: unknown) => void): () => void {
    if (this.#cancelled) return () => {};
    this.#callbacks.push(callback);
    return () => {
      const index = this.#callbacks.indexOf(callback);
      if (index >= 0) this.#callbacks.splice(index, 1);
    };
  }
}

/** An AbortSignal as a {@link Cancellation}. */
export function cancellationOf(signal: AbortSignal): Cancellation {
  return new SignalCancellation(signal);
}

class SignalCancellation implements Cancellation {
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get cancelled(): boolean {
    return this.#signal.aborted;
  }

  get reason(): unknown {
    return this.#signal.reason;
  }

  onCancel(callback: (reason: unknown) => void): () => void {
    const signal = this.#signal;
    const onAbort = () => callback(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    return () => signal.removeEventListener("abort", onAbort);
  }
}
