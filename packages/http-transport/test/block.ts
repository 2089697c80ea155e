/** Keeps this thread busy, so that its event loop does not look for input. */
export function block(ms: number): void {
  for (const startMs = performance.now(); performance.now() - startMs < ms; );
}
