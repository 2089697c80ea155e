/** A process that ran for longer did not end because of how it was started, milliseconds. */
const LONG_RUN_MS = 60_000;
const SHORTEST_MS = 100;
const LONGEST_MS = 30_000;

/** Ends of a process soon after its start, in a row: what there were before it and how long it ran this time. */
export function shortRunsAfter(shortRuns: number, ranMs: number): number {
  return ranMs > LONG_RUN_MS ? 0 : shortRuns + 1;
}

/**
 * How long to wait before a process is started again, milliseconds: 100 ms, doubled for each short run before the last,
 * up to 30 s.
 */
export function restartDelayMs(shortRuns: number): number {
  return Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.max(0, shortRuns - 1));
}
