import { Frame, GIF } from "imagescript";
import type { Picture } from "../painter/photograph.ts";

/** Writes a GIF of one frame. */
export async function encodeGif({ width, height, rgba }: Picture): Promise<Uint8Array> {
  const frame = new Frame(width, height, 100);
  (frame as unknown as { bitmap: Uint8ClampedArray }).bitmap.set(rgba);
  return new GIF([frame]).encode(95);
}
