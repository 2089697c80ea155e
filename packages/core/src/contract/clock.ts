import { atTurnEnd } from "./turn-batch.ts";

/** Time, handed in, so that tests need no sleeps. */
export interface Clock {
  /** Milliseconds since 1970. */
  wallTimeMs(): number;
  /** Milliseconds with fractions since some fixed point; never goes back. */
  monotonicMs(): number;
  /**
   * Calls back once after `delayMs`; a delay of 0 waits for I/O that is already pending.
   *
   * @returns a function that stops the timer
   */
  startTimer(delayMs: number, callback: () => void): () => void;
}

/** The runtime's own time. */
export const systemClock: Clock = {
  wallTimeMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  startTimer(delayMs, callback) {
    if (delayMs === 0) return atTurnEnd(callback);
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
