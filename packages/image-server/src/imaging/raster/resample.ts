import { boxShrink } from "./box-shrink.ts";
import { cropRaster } from "./crop.ts";
import { type FilterWeights, lanczosWeights } from "./filter-weights.ts";
import { createRaster, isOpaque, type Raster, type Rectangle } from "./raster.ts";

/**
 * How many times as large as the result an image still is when the filter gets it. What is larger still is averaged
 * first: it is cheaper, and below this ratio it would show.
 */
const SMALLEST_RATIO = 2;

/**
 * Scales a raster to `width` x `height` with a Lanczos filter and returns the part of the result inside `window`
 * (the whole by default). Only that part is computed, so a small window of a huge enlargement is cheap.
 */
export function resample(raster: Raster, width: number, height: number, window?: Rectangle): Raster {
  const part = window ?? { x: 0, y: 0, width, height };
  if (width === raster.width && height === raster.height) return cropRaster(raster, part);
  const across = Math.max(1, Math.floor(raster.width / width / SMALLEST_RATIO));
  const down = Math.max(1, Math.floor(raster.height / height / SMALLEST_RATIO));
  const source = across === 1 && down === 1 ? raster : boxShrink(raster, across, down);
  const columns = lanczosWeights(raster.width / across, width, part.x, part.width);
  const rows = lanczosWeights(raster.height / down, height, part.y, part.height);
  const scaled = createRaster(part.width, part.height);
  const lines = new LineCache(source, columns, part.width, rows.taps);
  const sums = new Float32Array(part.width * 4);
  for (let y = 0; y < part.height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < rows.counts[y]!; tap++) {
      const weight = rows.weights[y * rows.taps + tap]!;
      const line = lines.line(rows.starts[y]! + tap);
      for (let index = 0; index < sums.length; index++) sums[index] = sums[index]! + weight * line[index]!;
    }
    writeLine(sums, scaled.data, y * part.width * 4, lines.opaque);
  }
  return scaled;
}

/** Input rows that are already scaled horizontally, colours multiplied by alpha; only the latest are kept. */
class LineCache {
  readonly opaque: boolean;
  readonly #raster: Raster;
  readonly #columns: FilterWeights;
  readonly #lines: { row: number; values: Float32Array }[];

  constructor(raster: Raster, columns: FilterWeights, width: number, size: number) {
    this.opaque = isOpaque(raster);
    this.#raster = raster;
    this.#columns = columns;
    this.#lines = Array.from({ length: size }, () => ({ row: -1, values: new Float32Array(width * 4) }));
  }

  line(row: number): Float32Array {
    const slot = this.#lines[row % this.#lines.length]!;
    if (slot.row !== row) {
      slot.row = row;
      if (this.opaque) scaleOpaqueRow(this.#raster, row, this.#columns, slot.values);
      else scaleRow(this.#raster, row, this.#columns, slot.values);
    }
    return slot.values;
  }
}

function scaleOpaqueRow(raster: Raster, row: number, columns: FilterWeights, target: Float32Array): void {
  const { data } = raster;
  const start = row * raster.width * 4;
  for (let x = 0, at = 0; at < target.length; x++, at += 4) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let from = start + columns.starts[x]! * 4;
    let weightAt = x * columns.taps;
    for (let tap = columns.counts[x]!; tap > 0; tap--, from += 4) {
      const weight = columns.weights[weightAt++]!;
      red += weight * data[from]!;
      green += weight * data[from + 1]!;
      blue += weight * data[from + 2]!;
    }
    target[at] = red;
    target[at + 1] = green;
    target[at + 2] = blue;
  }
}

function scaleRow(raster: Raster, row: number, columns: FilterWeights, target: Float32Array): void {
  const { data } = raster;
  const start = row * raster.width * 4;
  for (let x = 0, at = 0; at < target.length; x++, at += 4) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    let from = start + columns.starts[x]! * 4;
    let weightAt = x * columns.taps;
    for (let tap = columns.counts[x]!; tap > 0; tap--, from += 4) {
      const weight = columns.weights[weightAt++]! * data[from + 3]!;
      red += weight * data[from]!;
      green += weight * data[from + 1]!;
      blue += weight * data[from + 2]!;
      alpha += weight;
    }
    target[at] = red;
    target[at + 1] = green;
    target[at + 2] = blue;
    target[at + 3] = alpha;
  }
}

/** Rounds and clamps (the array's type does) and divides the alpha out again. */
function writeLine(sums: Float32Array, target: Uint8ClampedArray, start: number, opaque: boolean): void {
  for (let index = 0; index < sums.length; index += 4) {
    const at = start + index;
    const alpha = opaque ? 1 : sums[index + 3]!;
    if (!opaque && alpha <= 0) continue;
    target[at] = sums[index]! / alpha;
    target[at + 1] = sums[index + 1]! / alpha;
    target[at + 2] = sums[index + 2]! / alpha;
    target[at + 3] = opaque ? 255 : alpha;
  }
}
