import jpeg from "imagescript/wasm/node/jpeg.js";
import { withStandardTables } from "../jpeg/standard-tables.ts";
import type { Raster } from "../raster/raster.ts";

/**
 * Decodes a JPEG with one or three components. imagescript's decoder is called directly: `Image.decode` copies its
 * result pixel by pixel, which takes longer than the decoding.
 */
export async function decodeJpeg(bytes: Uint8Array): Promise<Raster> {
  const decoder = await jpeg.init();
  const { width, height, buffer } = decoder.load(withStandardTables(bytes));
  return { width, height, data: new Uint8ClampedArray(buffer.buffer, buffer.byteOffset, buffer.byteLength) };
}
