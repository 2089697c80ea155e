import type { Raster } from "../../packages/image-server/src/imaging/raster/raster.ts";

/** How far two rasters of one size are apart, in steps of 8 bits. @throws for rasters of different sizes */
export function rasterDifference(a: Raster, b: Raster): { largest: number; mean: number } {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`${a.width} x ${a.height} pixels, and not ${b.width} x ${b.height}`);
  }
  let largest = 0;
  let sum = 0;
  for (let index = 0; index < a.data.length; index++) {
    const difference = Math.abs(a.data[index]! - b.data[index]!);
    largest = Math.max(largest, difference);
    sum += difference;
  }
  return { largest, mean: sum / a.data.length };
}
