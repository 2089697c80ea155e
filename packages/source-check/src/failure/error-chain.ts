/** No honest chain of causes is longer. */
const MOST_CAUSES = 16;

/** An error and the errors underneath, outermost first. Ends at a circle and at a depth that no honest chain has. */
export function* errorChain(error: unknown): Generator<unknown> {
  const seen = new Set<unknown>();
  let current = error;
  while (current !== undefined && current !== null && seen.size < MOST_CAUSES && !seen.has(current)) {
    seen.add(current);
    yield current;
    current = (current as { cause?: unknown }).cause;
  }
}
