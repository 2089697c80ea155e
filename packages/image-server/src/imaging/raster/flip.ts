import type { Flip } from "../../commands/image-commands.ts";
import { createRaster, type Raster } from "./raster.ts";

/** A raster mirrored left-right, upside-down, or both. */
export function flipRaster(raster: Raster, flip: Flip): Raster {
  const { width, height } = raster;
  const flipped = createRaster(width, height);
  const from = new Uint32Array(raster.data.buffer, raster.data.byteOffset, width * height);
  const to = new Uint32Array(flipped.data.buffer);
  const mirrorX = flip !== "ud";
  const mirrorY = flip !== "lr";
  for (let y = 0; y < height; y++) {
    const source = from.subarray(y * width, (y + 1) * width);
    const start = (mirrorY ? height - 1 - y : y) * width;
    to.set(source, start);
    if (mirrorX) to.subarray(start, start + width).reverse();
  }
  return flipped;
}
