import { encodeImage } from "../../packages/image-server/src/imaging/encode/encode-image.ts";
import { createRaster, type Raster } from "../../packages/image-server/src/imaging/raster/raster.ts";
import { createRandom } from "./random.ts";

/**
 * An opaque picture of gradients under noise. A flat picture would compress to so little that damage can go unseen.
 */
export function noiseRaster(width: number, height: number, seed = 1): Raster {
  const random = createRandom(seed);
  const raster = createRaster(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      raster.data[at] = (x * 200) / width + random() * 55;
      raster.data[at + 1] = (y * 200) / height + random() * 55;
      raster.data[at + 2] = ((x + y) * 200) / (width + height) + random() * 55;
      raster.data[at + 3] = 255;
    }
  }
  return raster;
}

/** A noisy picture as a file; see {@link noiseRaster}. */
export async function noiseImage(
  format: "jpeg" | "png" | "gif" | "webp",
  options: { width?: number; height?: number; seed?: number; profile?: Uint8Array } = {},
): Promise<Uint8Array> {
  const raster = noiseRaster(options.width ?? 96, options.height ?? 64, options.seed);
  const profile = options.profile === undefined ? {} : { profile: options.profile };
  return (await encodeImage(raster, { format, quality: 90, ...profile })).bytes;
}
