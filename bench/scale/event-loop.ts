import { setTimeout as delay } from "node:timers/promises";

/** Watches how long the event loop of this process does not turn. */
export interface LoopWatch {
  /** @returns the longest time between two turns, milliseconds, less the interval of the watch */
  stop(): Promise<number>;
}

const INTERVAL_MS = 2;

export function watchLoop(): LoopWatch {
  let longestMs = 0;
  let lastMs = performance.now();
  const look = () => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs - INTERVAL_MS);
    lastMs = nowMs;
  };
  const timer = setInterval(look, INTERVAL_MS);
  return {
    async stop() {
      // A stall at the very end shows only at the next turn.
      await delay(INTERVAL_MS);
      look();
      clearInterval(timer);
      return Math.max(0, longestMs);
    },
  };
}
