import { SourceError } from "@understudy/core";
import type { ImageHeader } from "@understudy/source-check/decoder";
import { FormatProblem, imageError, plainImage } from "@understudy/source-check/decoder";
import type { SourceFile } from "../../sources/source-file.ts";
import { checkDecodedSize, type DecodedRaster } from "../codec/codec.ts";
import type { Raster } from "../raster/raster.ts";
import type { Size } from "../view/view-geometry.ts";
import { isServersFault, refusal } from "./decoder-refusal.ts";
import { decodeGif } from "./gif-decoder.ts";
import { decodeJpeg } from "./jpeg-decoder.ts";
import { decodePng } from "./png-decoder.ts";
import { decodeTiff } from "./tiff-decoder.ts";
import { decodeWebp } from "./webp-decoder.ts";

/**
 * Decodes a JPEG, a PNG, a WebP, or the first picture of a TIFF, a GIF or an animation, in its own colours.
 *
 * Every call decodes in a WebAssembly instance of its own, so an instance that
 * trapped is never used again.
 *
 * @param header what `inspectImage` said of the file
 * @param size JPEGs may come smaller than they are, but not than this. @default their own size
 * @throws {SourceError} image-corrupt; image-unsupported for what shows only now; overloaded when there is no memory
 * for its pixels
 */
export async function decodeImage(file: SourceFile, header: ImageHeader, size: Size = header): Promise<DecodedRaster> {
  try {
    return await decode(file.bytes, header, size);
  } catch (cause) {
    if (isServersFault(cause)) throw new SourceError("overloaded", { source: file.name, cause });
    if (cause instanceof FormatProblem) throw imageError(file, cause);
    // The structure is sound and of a kind that the decoder implements: what it stumbles over is damage.
    throw imageError(file, refusal("it cannot be decoded", cause));
  }
}

async function decode(bytes: Uint8Array, header: ImageHeader, size: Size): Promise<DecodedRaster> {
  const plain = plainImage(bytes, header.format);
  if (header.format === "jpeg") return decodeJpeg(plain, header, size);
  const raster = await rasterOf(plain, header.format);
  checkDecodedSize(raster, header);
  return { ...raster, extent: header };
}

async function rasterOf(plain: Uint8Array, format: ImageHeader["format"]): Promise<Raster> {
  if (format === "tiff") return decodeTiff(plain);
  if (format === "webp") return decodeWebp(plain);
  if (format === "png") return decodePng(plain);
  return decodeGif(plain);
}
