import { createRaster, isOpaque, type Raster } from "./raster.ts";

/**
 * A raster made smaller by whole factors, each pixel the average of a block. Blocks at the right and bottom may be
 * incomplete; they are the average of what is there.
 */
export function boxShrink(raster: Raster, across: number, down: number): Raster {
  const shrunk = createRaster(Math.ceil(raster.width / across), Math.ceil(raster.height / down));
  const opaque = isOpaque(raster);
  const sums = new Float64Array(shrunk.width * 4);
  for (let y = 0; y < shrunk.height; y++) {
    sums.fill(0);
    const bottom = Math.min(raster.height, (y + 1) * down);
    for (let row = y * down; row < bottom; row++) {
      if (opaque) addOpaqueRow(raster, row, across, sums);
      else addRow(raster, row, across, sums);
    }
    for (let x = 0; x < shrunk.width; x++) {
      const pixels = Math.min(across, raster.width - x * across) * (bottom - y * down);
      writeAverage(sums, x * 4, pixels, opaque, shrunk.data, (y * shrunk.width + x) * 4);
    }
  }
  return shrunk;
}

function addOpaqueRow({ data, width }: Raster, row: number, across: number, sums: Float64Array): void {
  let from = row * width * 4;
  for (let start = 0, at = 0; start < width; start += across, at += 4) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = from + Math.min(across, width - start) * 4; from < end; from += 4) {
      red += data[from]!;
      green += data[from + 1]!;
      blue += data[from + 2]!;
    }
    sums[at] = sums[at]! + red;
    sums[at + 1] = sums[at + 1]! + green;
    sums[at + 2] = sums[at + 2]! + blue;
  }
}

/** Colours count as much as their pixels are opaque. */
function addRow({ data, width }: Raster, row: number, across: number, sums: Float64Array): void {
  for (let x = 0, from = row * width * 4; x < width; x++, from += 4) {
    const at = Math.floor(x / across) * 4;
    const alpha = data[from + 3]!;
    for (let channel = 0; channel < 3; channel++)
      sums[at + channel] = sums[at + channel]! + data[from + channel]! * alpha;
    sums[at + 3] = sums[at + 3]! + alpha;
  }
}

function writeAverage(
  sums: Float64Array,
  from: number,
  pixels: number,
  opaque: boolean,
  target: Uint8ClampedArray,
  at: number,
): void {
  const weight = opaque ? pixels : sums[from + 3]!;
  if (weight === 0) return;
  for (let channel = 0; channel < 3; channel++) target[at + channel] = sums[from + channel]! / weight;
  target[at + 3] = opaque ? 255 : weight / pixels;
}
