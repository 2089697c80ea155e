import { GIF } from "imagescript";
import { GifReader } from "omggif";
import type { Raster } from "../raster/raster.ts";
import { isServersFault, refusal } from "./decoder-refusal.ts";

/**
 * Decodes the first picture of a GIF, on its screen.
 *
 * @param gif sound, with nothing but one picture and its graphic control, and with a palette
 */
export async function decodeGif(gif: Uint8Array): Promise<Raster> {
  let cause: unknown;
  try {
    const [frame] = await GIF.decode(gif, true);
    if (frame !== undefined) return { width: frame.width, height: frame.height, data: frame.bitmap };
  } catch (error) {
    if (isServersFault(error)) throw error;
    cause = error;
  }
  const otherwise = decodeGifOtherwise(gif);
  if (otherwise === undefined) throw refusal("it has no image", cause);
  return otherwise;
}

/** By `omggif`, which takes files that imagescript's decoder refuses; undefined for what it would not place right. */
function decodeGifOtherwise(gif: Uint8Array): Raster | undefined {
  const reader = new GifReader(gif);
  const { width, height } = reader;
  const frame = reader.frameInfo(0);
  if (frame.x + frame.width > width || frame.y + frame.height > height) return undefined;
  const data = new Uint8ClampedArray(width * height * 4);
  // It writes its warnings to stdout, where the access log may be; what is damaged was found before.
  const { log } = console;
  console.log = () => {};
  try {
    reader.decodeAndBlitFrameRGBA(0, data);
  } finally {
    console.log = log;
  }
  return { width, height, data };
}
