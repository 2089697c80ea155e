import { type FilterWeights, WEIGHT_BITS, WEIGHT_ONE } from "./filter-weights.ts";
import { pixelRows, ROW_BITS } from "./pixel-rows.ts";
import { createRaster, type Raster } from "./raster.ts";

/**
 * Filters a raster down and across. Every output row is added up of input rows first, and then filtered along itself.
 *
 * @param columns weights of the input columns for each output column
 * @param rows weights of the input rows for each output row
 */
export function filterRaster(source: Raster, columns: FilterWeights, rows: FilterWeights): Raster {
  const [width, height] = [columns.counts.length, rows.counts.length];
  const first = columns.starts[0]!;
  const count = columns.starts[width - 1]! + columns.counts[width - 1]! - first;
  const input = pixelRows(source, first, count, rows.taps);
  const length = input.planes * count;
  // The unused weights of the last pixels are multiplied with what lies behind.
  const sums = new Int32Array(length + columns.taps);
  const values = new Int32Array(input.planes * width);
  const scaled = createRaster(width, height);
  for (let y = 0; y < height; y++) {
    sums.fill(WEIGHT_ONE / 2);
    const top = rows.starts[y]!;
    const bottom = top + rows.counts[y]! - 1;
    for (let tap = 0; top + tap <= bottom; tap += 4) {
      const at = (offset: number) => input.at(Math.min(bottom, top + tap + offset));
      addRows(sums, length, input.values, at(0), at(1), at(2), at(3), rows.weights, y * rows.taps + tap);
    }
    for (let plane = 0; plane < input.planes; plane++) {
      filterPlane(sums, plane * count - first, columns, values, plane * width);
    }
    writeRow(values, width, input.planes === 3, scaled.data, y * width * 4);
  }
  return scaled;
}

/** Adds four rows, whose values begin at `a` to `d`, each with its weight, the first of which is at `weightAt`. */
function addRows(
  sums: Int32Array,
  length: number,
  values: Int32Array,
  a: number,
  b: number,
  c: number,
  d: number,
  weights: Int32Array,
  weightAt: number,
): void {
  const weightA = weights[weightAt]!;
  const weightB = weights[weightAt + 1]!;
  const weightC = weights[weightAt + 2]!;
  const weightD = weights[weightAt + 3]!;
  for (let index = 0; index < length; index++) {
    sums[index] =
      (sums[index]! +
        Math.imul(weightA, values[a + index]!) +
        Math.imul(weightB, values[b + index]!) +
        Math.imul(weightC, values[c + index]!) +
        Math.imul(weightD, values[d + index]!)) |
      0;
  }
}

/** Filters one colour of a row; `offset` is where its column 0 would be. */
function filterPlane(
  sums: Int32Array,
  offset: number,
  { starts, counts, weights, taps }: FilterWeights,
  values: Int32Array,
  target: number,
): void {
  for (let x = 0; x < starts.length; x++) {
    let from = offset + starts[x]!;
    let sum = WEIGHT_ONE / 2;
    const end = x * taps + counts[x]!;
    for (let at = x * taps; at < end; at += 4, from += 4) {
      sum =
        (sum +
          Math.imul(weights[at]!, sums[from]! >> WEIGHT_BITS) +
          Math.imul(weights[at + 1]!, sums[from + 1]! >> WEIGHT_BITS) +
          Math.imul(weights[at + 2]!, sums[from + 2]! >> WEIGHT_BITS) +
          Math.imul(weights[at + 3]!, sums[from + 3]! >> WEIGHT_BITS)) |
        0;
    }
    values[target + x] = sum >> WEIGHT_BITS;
  }
}

/** Divides the alpha out again; the array's type rounds and clamps. */
function writeRow(values: Int32Array, width: number, opaque: boolean, target: Uint8ClampedArray, start: number): void {
  const one = 1 << ROW_BITS;
  for (let x = 0, at = start; x < width; x++, at += 4) {
    const alpha = opaque ? 255 * one : values[x + width * 3]!;
    if (alpha <= 0) continue;
    const factor = opaque ? 1 / one : 255 / alpha;
    target[at] = values[x]! * factor;
    target[at + 1] = values[x + width]! * factor;
    target[at + 2] = values[x + width * 2]! * factor;
    target[at + 3] = alpha / one;
  }
}
