import type { Clock } from "../contract/clock.ts";

/** A timer that fires later than that shows that the process was busy, milliseconds. */
const BUSY_MS = 10;
/** How long what came meanwhile may then take to be looked at, milliseconds. */
const CATCH_UP_MS = 20;

/**
 * A deadline that survives a blocked event loop: when it fires late, pending I/O is handled before it counts.
 *
 * @returns a function that stops it: what was waited for has come
 */
export function startDeadline(clock: Clock, delayMs: number, onExpired: () => void): () => void {
  const dueMs = clock.monotonicMs() + delayMs;
  let stop = clock.startTimer(delayMs, () => {
    const wasBusy = clock.monotonicMs() - dueMs > BUSY_MS;
    stop = clock.startTimer(wasBusy ? CATCH_UP_MS : 0, onExpired);
  });
  return () => stop();
}
