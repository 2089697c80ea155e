import { createRaster, type Raster, type Rectangle } from "./raster.ts";

/** The part of a raster inside a rectangle; what lies beyond the raster is transparent. */
export function cropRaster(raster: Raster, rectangle: Rectangle): Raster {
  const { x, y, width, height } = rectangle;
  if (x === 0 && y === 0 && width === raster.width && height === raster.height) return raster;
  const cropped = createRaster(width, height);
  const left = Math.max(0, x);
  const right = Math.min(raster.width, x + width);
  const bottom = Math.min(raster.height, y + height);
  if (left >= right) return cropped;
  for (let row = Math.max(0, y); row < bottom; row++) {
    const start = row * raster.width;
    const line = raster.data.subarray((start + left) * 4, (start + right) * 4);
    cropped.data.set(line, ((row - y) * width + left - x) * 4);
  }
  return cropped;
}
