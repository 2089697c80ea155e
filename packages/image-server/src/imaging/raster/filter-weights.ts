/** For each output pixel along one axis: which input pixels it is made of, and how much of each. */
export interface FilterWeights {
  /** First input pixel of each output pixel; never goes down. */
  readonly starts: Int32Array;
  /** Number of input pixels of each output pixel. */
  readonly counts: Int32Array;
  /** `taps` weights for each output pixel, whose sum is {@link WEIGHT_ONE}; the unused ones are 0. */
  readonly weights: Int32Array;
  /** A multiple of four. */
  readonly taps: number;
}

/** How many bits a weight has after its point. */
export const WEIGHT_BITS = 13;

/** The weight of one whole pixel. */
export const WEIGHT_ONE = 1 << WEIGHT_BITS;

const LOBES = 3;

/**
 * Weights of a Lanczos filter with three lobes, widened when the image shrinks so that every input pixel counts.
 *
 * @param from size of the input, in pixels; its last pixel may reach beyond
 * @param to size of the whole output
 * @param first the first output pixel that is wanted
 * @param count how many are wanted
 */
export function lanczosWeights(from: number, to: number, first: number, count: number): FilterWeights {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const radius = LOBES * stretch;
  const inputs = Math.ceil(from);
  const taps = Math.ceil(Math.min(inputs, Math.ceil(radius * 2) + 1) / 4) * 4;
  const starts = new Int32Array(count);
  const counts = new Int32Array(count);
  const weights = new Int32Array(count * taps);
  const exact = new Float64Array(taps);
  for (let index = 0; index < count; index++) {
    const centre = (first + index + 0.5) * scale - 0.5;
    const start = Math.min(inputs - 1, Math.max(0, Math.ceil(centre - radius)));
    const end = Math.max(start, Math.min(inputs - 1, Math.floor(centre + radius)));
    starts[index] = start;
    counts[index] = end - start + 1;
    for (let input = start; input <= end; input++) exact[input - start] = lanczos((input - centre) / stretch);
    roundWeights(exact.subarray(0, end - start + 1), weights.subarray(index * taps, (index + 1) * taps));
  }
  return { starts, counts, weights, taps };
}

/** Makes their sum exactly one, so that a plain colour stays what it is: the largest takes what rounding lost. */
function roundWeights(exact: Float64Array, rounded: Int32Array): void {
  const sum = exact.reduce((total, weight) => total + weight, 0);
  let left = WEIGHT_ONE;
  let largest = 0;
  for (let tap = 0; tap < exact.length; tap++) {
    const weight = Math.round((exact[tap]! / sum) * WEIGHT_ONE);
    rounded[tap] = weight;
    left -= weight;
    if (weight > rounded[largest]!) largest = tap;
  }
  rounded[largest] = rounded[largest]! + left;
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}
