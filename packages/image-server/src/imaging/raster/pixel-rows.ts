import { isOpaque, type Raster } from "./raster.ts";

/** How many bits a value of a row has after those of the 8-bit value that it represents. */
export const ROW_BITS = 8;

/**
 * Rows of a raster as the filter wants them: all reds of a row, then all greens, blues and, if any pixel lets something
 * shine through, alphas, each 256 times as large as in the raster. Colours are then multiplied by alpha.
 */
export interface PixelRows {
  /** 3, or 4 with alpha. */
  readonly planes: number;
  /** Where the rows are; `planes * count` values each. */
  readonly values: Int32Array;
  /** The index of a row's first value; good until so many others as are kept have been asked for. */
  at(row: number): number;
}

/**
 * @param first first column that is wanted
 * @param count how many are wanted
 * @param kept how many rows are kept, from the last that was asked for
 */
export function pixelRows(raster: Raster, first: number, count: number, kept: number): PixelRows {
  const opaque = isOpaque(raster);
  const planes = opaque ? 3 : 4;
  const length = planes * count;
  // One array: that many of their own would not fit into the registers of the loops over them.
  const values = new Int32Array(length * kept);
  const rows = new Int32Array(kept).fill(-1);
  const unpack = opaque ? unpackOpaque : unpackMultiplied;
  return {
    planes,
    values,
    at(row) {
      const slot = row % kept;
      const at = slot * length;
      if (rows[slot] !== row) {
        rows[slot] = row;
        unpack(raster.data, (row * raster.width + first) * 4, count, values, at);
      }
      return at;
    },
  };
}

function unpackOpaque(data: Uint8ClampedArray, start: number, count: number, values: Int32Array, at: number): void {
  for (let from = start, red = at; red < at + count; red++, from += 4) {
    values[red] = data[from]! << ROW_BITS;
    values[red + count] = data[from + 1]! << ROW_BITS;
    values[red + count * 2] = data[from + 2]! << ROW_BITS;
  }
}

function unpackMultiplied(data: Uint8ClampedArray, start: number, count: number, values: Int32Array, at: number): void {
  for (let from = start, red = at; red < at + count; red++, from += 4) {
    const alpha = data[from + 3]!;
    // 255 * 255 * 257 / 256 is 255 * 256: nothing is lost of an opaque pixel.
    const weight = alpha * 257;
    values[red] = (data[from]! * weight) >> ROW_BITS;
    values[red + count] = (data[from + 1]! * weight) >> ROW_BITS;
    values[red + count * 2] = (data[from + 2]! * weight) >> ROW_BITS;
    values[red + count * 3] = alpha << ROW_BITS;
  }
}
