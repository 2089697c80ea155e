const TICK_MS = 100;

/**
 * Watches how late this process comes to its work, so that a machine that stands still is not taken for a server that
 * does.
 *
 * @returns a function that tells the longest lateness of the last so many milliseconds
 */
export function watchStalls(spanMs: number): () => number {
  const late: { atMs: number; byMs: number }[] = [];
  let dueMs = performance.now() + TICK_MS;
  const tick = () => {
    const nowMs = performance.now();
    if (nowMs - dueMs > TICK_MS) late.push({ atMs: nowMs, byMs: nowMs - dueMs });
    while (late.length > 0 && nowMs - late[0]!.atMs > spanMs) late.shift();
    dueMs = nowMs + TICK_MS;
  };
  setInterval(tick, TICK_MS).unref();
  return () => {
    tick();
    return Math.max(0, ...late.map(({ byMs }) => byMs));
  };
}
