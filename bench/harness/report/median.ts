/** The middle one, or the mean of the two in the middle. @throws {RangeError} when there is none */
export function median(figures: readonly number[]): number {
  if (figures.length === 0) throw new RangeError("median of no figures");
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of every figure by itself. */
export function medianOf<K extends string>(runs: readonly Readonly<Record<K, number>>[]): Record<K, number> {
  const [first] = runs;
  if (first === undefined) throw new RangeError("median of no runs");
  const names = Object.keys(first) as K[];
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))])) as Record<K, number>;
}
