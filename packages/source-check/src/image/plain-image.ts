import type { ImageHeader } from "../bytes/image-header.ts";
import { plainGif } from "../gif/plain-gif.ts";
import { plainJpeg } from "../jpeg/plain-jpeg.ts";
import { plainPng } from "../png/png-structure.ts";

/**
 * The same picture without what decoders stumble over and no pixel hangs on: an end that is missing, later pictures,
 * chunks with a wrong checksum.
 *
 * @param bytes a file that was found sound
 */
export function plainImage(bytes: Uint8Array, format: ImageHeader["format"]): Uint8Array {
  if (format === "jpeg") return plainJpeg(bytes);
  if (format === "png") return plainPng(bytes);
  return format === "gif" ? plainGif(bytes) : bytes;
}
