import type { Size } from "../view/view-geometry.ts";
import { cropRaster } from "./crop.ts";
import { filterRaster } from "./filter-raster.ts";
import { lanczosWeights } from "./filter-weights.ts";
import { halveRaster } from "./halve.ts";
import type { Raster, Rectangle } from "./raster.ts";
import { filterWithSimd } from "./simd-filter.ts";

/**
 * How many times as large as the result an image at least is when the filter gets it. What is at least twice as large
 * is averaged first, or decoded smaller: that is cheaper, and below this ratio it would show.
 */
export const SMALLEST_RATIO = 2;

/**
 * Scales a raster to `width` x `height` with a Lanczos filter and returns the part of the result inside `window`
 * (the whole by default). Only that part is computed, so a small window of a huge enlargement is cheap.
 *
 * @param extent how many of its own pixels the raster's picture measures: fewer than the raster has, and not whole,
 *   when it was shrunk and its last pixels reach beyond the picture. @default all of it
 */
export function resample(
  raster: Raster,
  width: number,
  height: number,
  window: Rectangle = { x: 0, y: 0, width, height },
  extent: Size = raster,
): Raster {
  if (width === extent.width && height === extent.height) return cropRaster(raster, window);
  let source = raster;
  let { width: across, height: down } = extent;
  for (;;) {
    const columns = across >= width * SMALLEST_RATIO * 2;
    const rows = down >= height * SMALLEST_RATIO * 2;
    if (!columns && !rows) break;
    source = halveRaster(source, columns, rows);
    if (columns) across /= 2;
    if (rows) down /= 2;
  }
  const columns = lanczosWeights(across, width, window.x, window.width);
  const rows = lanczosWeights(down, height, window.y, window.height);
  return filterWithSimd(source, columns, rows) ?? filterRaster(source, columns, rows);
}
