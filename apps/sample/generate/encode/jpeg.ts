import { Image, type JPEGQuality } from "imagescript";
import type { Picture } from "../painter/photograph.ts";
import { ascii, concatBytes, uint16 } from "./bytes.ts";

/** Writes a JPEG; an ICC profile goes into an APP2 segment right behind the start (ICC.1, annex B.4). */
export async function encodeJpeg(picture: Picture, quality: JPEGQuality, profile?: Uint8Array): Promise<Uint8Array> {
  const image = new Image(picture.width, picture.height);
  (image as unknown as { bitmap: Uint8ClampedArray }).bitmap.set(picture.rgba);
  const bytes = await image.encodeJPEG(quality);
  if (!profile) return bytes;
  const payload = concatBytes([ascii("ICC_PROFILE\0"), Uint8Array.of(1, 1), profile]);
  const segment = concatBytes([Uint8Array.of(0xff, 0xe2), uint16(payload.length + 2), payload]);
  // Behind SOI and, where there is one, the JFIF segment, which has to be the first.
  const at = bytes[2] === 0xff && bytes[3] === 0xe0 ? 4 + (bytes[4]! << 8) + bytes[5]! : 2;
  return concatBytes([bytes.subarray(0, at), segment, bytes.subarray(at)]);
}
