import png from "imagescript/wasm/node/png.js";
import type { Raster } from "../raster/raster.ts";
import { decodePngOtherwise } from "./png-second-decoder.ts";

/**
 * Decodes a PNG of any colour type and depth by imagescript's decoder, without the copy that `Image.decode` makes. What it
 * refuses gets the decoder of `@jsquash/png`, which overlooks more: data behind the last pixel, for one.
 */
export async function decodePng(bytes: Uint8Array): Promise<Raster> {
  const decoder = await png.init();
  let decoded: ReturnType<typeof decoder.decode>;
  try {
    decoded = decoder.decode(bytes);
  } catch (refusal) {
    if (refusal instanceof RangeError) throw refusal;
    return decodePngOtherwise(bytes);
  }
  const { width, height, framebuffer } = decoded;
  return {
    width,
    height,
    data: new Uint8ClampedArray(framebuffer.buffer, framebuffer.byteOffset, framebuffer.byteLength),
  };
}
