import type { Clock } from "../contract/clock.ts";
import { startDeadline } from "./deadline.ts";

/**
 * Watches for a wait that lasts too long. Between {@link waiting} and {@link active} the secondary is expected to
 * send something; outside of that (a slow client is being served) time does not count.
 *
 * One timer serves a whole response: it is not restarted for each piece of the body, but looks, when it fires, how
 * long the present wait has lasted, and sleeps for the rest.
 */
export class InactivityTimer {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #onExpired: () => void;
  #waitingSinceMs: number | undefined;
  #stopTimer: (() => void) | undefined;

  constructor(clock: Clock, limitMs: number, onExpired: () => void) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#onExpired = onExpired;
  }

  /** A wait begins, or begins anew. */
  waiting(): void {
    this.#waitingSinceMs = this.#clock.monotonicMs();
    if (this.#stopTimer === undefined) this.#sleep(this.#limitMs);
  }

  /** Something came. */
  active(): void {
    this.#waitingSinceMs = undefined;
  }

  /** Nothing is expected any more. */
  stop(): void {
    this.#waitingSinceMs = undefined;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #sleep(delayMs: number): void {
    this.#stopTimer = startDeadline(this.#clock, delayMs, () => {
      this.#stopTimer = undefined;
      if (this.#waitingSinceMs === undefined) return;
      const leftMs = this.#limitMs - (this.#clock.monotonicMs() - this.#waitingSinceMs);
      // Timers of some runtimes fire up to a millisecond early.
      if (leftMs > 1) this.#sleep(leftMs);
      else this.#onExpired();
    });
  }
}
