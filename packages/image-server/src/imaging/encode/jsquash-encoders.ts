import { defaultOptions as jpegOptions } from "@jsquash/jpeg/meta.js";
import { defaultOptions as webpOptions } from "@jsquash/webp/meta.js";
import { type JsquashModule, jsquash } from "../codec/jsquash.ts";
import type { Raster } from "../raster/raster.ts";

/**
 * A progressive JPEG, by mozjpeg. Its chroma is not down-sampled.
 *
 * @param quality 0 to 100
 */
export function encodeProgressiveJpeg(raster: Raster, quality: number): Promise<Uint8Array> {
  const options = { ...jpegOptions, quality, progressive: true, auto_subsample: false, chroma_subsample: 1 };
  return encode("@jsquash/jpeg/codec/enc/mozjpeg_enc", raster, options);
}

/**
 * A WebP with its transparency, by libwebp. Without loss every visible pixel is kept as it is.
 *
 * @param quality 0 to 100; without loss it has no effect
 */
export function encodeWebp(raster: Raster, quality: number, lossless: boolean): Promise<Uint8Array> {
  const options = lossless ? { ...webpOptions, lossless: 1 } : { ...webpOptions, quality };
  return encode("@jsquash/webp/codec/enc/webp_enc", raster, options);
}

async function encode(module: JsquashModule, { width, height, data }: Raster, options: object): Promise<Uint8Array> {
  const encoded = (await jsquash(module)).encode(data, width, height, options);
  if (encoded === null) throw new Error(`${module} wrote nothing`);
  // The memory that it lies in goes away with the encoder.
  return encoded.slice();
}
