/** For each output pixel along one axis: which input pixels it is made of, and how much of each. */
export interface FilterWeights {
  /** First input pixel of each output pixel. */
  readonly starts: Int32Array;
  /** Number of input pixels of each output pixel. */
  readonly counts: Int32Array;
  /** `taps` weights for each output pixel, the unused ones 0. */
  readonly weights: Float32Array;
  readonly taps: number;
}

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
  const taps = Math.min(inputs, Math.ceil(radius * 2) + 1);
  const starts = new Int32Array(count);
  const counts = new Int32Array(count);
  const weights = new Float32Array(count * taps);
  for (let index = 0; index < count; index++) {
    const centre = (first + index + 0.5) * scale - 0.5;
    const start = Math.min(inputs - 1, Math.max(0, Math.ceil(centre - radius)));
    const end = Math.max(start, Math.min(inputs - 1, Math.floor(centre + radius)));
    let sum = 0;
    for (let input = start; input <= end; input++) sum += lanczos((input - centre) / stretch);
    for (let input = start; input <= end; input++) {
      weights[index * taps + input - start] = lanczos((input - centre) / stretch) / sum;
    }
    starts[index] = start;
    counts[index] = end - start + 1;
  }
  return { starts, counts, weights, taps };
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}
