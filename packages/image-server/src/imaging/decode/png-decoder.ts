import png from "imagescript/wasm/node/png.js";
import type { Raster } from "../raster/raster.ts";

/** Decodes a PNG of any colour type and depth; imagescript's decoder, without the copy that `Image.decode` makes. */
export async function decodePng(bytes: Uint8Array): Promise<Raster> {
  const decoder = await png.init();
  const { width, height, framebuffer } = decoder.decode(bytes);
  return {
    width,
    height,
    data: new Uint8ClampedArray(framebuffer.buffer, framebuffer.byteOffset, framebuffer.byteLength),
  };
}
