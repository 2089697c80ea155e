import { type ImageFormat, readTiffPicture } from "@understudy/source-check/decoder";
import { isFrame, jpegSegments } from "./jpeg-segments.ts";

/** What the samples of a picture are, as far as a profile has to fit them. */
export type PictureColors = "gray" | "rgb" | "cmyk";

/** The colours that a sound file holds. Palettes count as what their entries are. */
export function pictureColors(bytes: Uint8Array, format: ImageFormat): PictureColors {
  if (format === "jpeg") return jpegColors(bytes);
  // The colour type of IHDR: 0 grey, 4 grey with alpha.
  if (format === "png") return bytes[25] === 0 || bytes[25] === 4 ? "gray" : "rgb";
  if (format !== "tiff") return "rgb";
  const { photometric } = readTiffPicture(bytes).layout;
  if (photometric === 5) return "cmyk";
  return photometric === 0 || photometric === 1 ? "gray" : "rgb";
}

function jpegColors(bytes: Uint8Array): PictureColors {
  for (const { marker, data } of jpegSegments(bytes)) {
    if (!isFrame(marker)) continue;
    if (data[5] === 4) return "cmyk";
    return data[5] === 1 ? "gray" : "rgb";
  }
  return "rgb";
}
