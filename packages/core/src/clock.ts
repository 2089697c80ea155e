/** Time, handed in, so that tests need no sleeps. */
export interface Clock {
  /** Milliseconds since 1970. */
  wallTimeMs(): number;
  /** Milliseconds with fractions since some fixed point; never goes back. */
  monotonicMs(): number;
  /**
   * Calls back once after `delayMs`; after 0 ms when everything that has come in by now has been looked at.
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
    if (delayMs === 0) return afterThisTurn(callback);
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

interface Immediates {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly clearImmediate?: (immediate: unknown) => void;
}

/** A timer of 0 ms may fire before the sockets are looked at, when many fire at once; `setImmediate` does not, where there is one. */
function afterThisTurn(callback: () => void): () => void {
  const { setImmediate, clearImmediate } = globalThis as Immediates;
  if (setImmediate === undefined || clearImmediate === undefined) {
    const timer = setTimeout(callback, 0);
    return () => clearTimeout(timer);
  }
  const immediate = setImmediate(callback);
  return () => clearImmediate(immediate);
}
