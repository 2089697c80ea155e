import sharp, { type Sharp } from "sharp";
import type { Picture } from "../picture.ts";

/** A picture for sharp to encode, without alpha when nothing is transparent. */
export function sharpOf({ width, height, data }: Picture): Sharp {
  const input = sharp(data, { raw: { width, height, channels: 4 } });
  return data.every((value, index) => index % 4 !== 3 || value === 255) ? input.removeAlpha() : input;
}
