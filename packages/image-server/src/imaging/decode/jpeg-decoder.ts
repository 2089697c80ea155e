import type { ImageHeader } from "@understudy/source-check/decoder";
import { withStandardTables } from "@understudy/source-check/decoder";
import jpeg from "imagescript/wasm/node/jpeg.js";
import { checkDecodedSize, type DecodedRaster } from "../codec/codec.ts";
import { type JsquashPixels, jsquash } from "../codec/jsquash.ts";
import { isStoredAsRgb } from "../facts/jpeg-colors.ts";
import { createRaster, type Raster } from "../raster/raster.ts";
import { SMALLEST_RATIO } from "../raster/resample.ts";
import type { Size } from "../view/view-geometry.ts";

/** By how much the decoder can divide the size. */
const DIVISORS = [8, 4, 2] as const;

/** Where the bytes of a pixel are when it is written as one number, on machines of either byte order. */
const [RED_SHIFT, GREEN_SHIFT, BLUE_SHIFT, ALPHA_SHIFT] =
  new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? [0, 8, 16, 24] : [24, 16, 8, 0];

const GRAY = 0;
const RGB = 1;

/**
 * Decodes a JPEG with one or three components, to half, a quarter or an eighth of its size where that is enough to
 * scale it to `size`. All of its data is read all the same.
 *
 * In its own size it is decoded by mozjpeg (`@jsquash/jpeg`), some three times as fast as by imagescript, which knows how to
 * make it smaller, and gets what mozjpeg refuses. imagescript's decoder is called directly: what is around it neither decodes
 * smaller nor is fast. It takes all that has three components for YCbCr.
 */
export async function decodeJpeg(bytes: Uint8Array, header: ImageHeader, size: Size): Promise<DecodedRaster> {
  const complete = withStandardTables(bytes);
  if (isStoredAsRgb(bytes)) return decodeWhole(complete, header);
  const divisor = DIVISORS.find(
    (by) => header.width >= size.width * by * SMALLEST_RATIO && header.height >= size.height * by * SMALLEST_RATIO,
  );
  if (divisor !== undefined) {
    const extent = { width: header.width / divisor, height: header.height / divisor };
    const [width, height] = [Math.ceil(extent.width), Math.ceil(extent.height)];
    const raster = await decode(complete, width, height);
    // It looks at one side only, and makes some images of a few pixels smaller than asked for.
    if (raster.width === width && raster.height === height) {
      return { ...raster, extent };
    }
  }
  const whole = await decodeWhole(complete, header).catch((error: unknown) => {
    if (error instanceof RangeError) throw error;
    return undefined;
  });
  if (whole !== undefined) return whole;
  const raster = await decode(complete);
  checkDecodedSize(raster, header);
  return { ...raster, extent: header };
}

async function decodeWhole(bytes: Uint8Array, header: ImageHeader): Promise<DecodedRaster> {
  const decoder = await jsquash("@jsquash/jpeg/codec/dec/mozjpeg_dec");
  const decoded = decoded8(() => decoder.decode(bytes, false));
  const { width, height, data } = decoded;
  checkDecodedSize({ width, height }, header);
  return { width, height, data, extent: header };
}

/** It throws what is no Error. */
function decoded8(decode: () => JsquashPixels | null): JsquashPixels {
  let pixels: JsquashPixels | null;
  try {
    pixels = decode();
  } catch (cause) {
    throw cause instanceof Error ? cause : new Error("mozjpeg refuses it");
  }
  if (pixels === null) throw new Error("mozjpeg refuses it");
  return pixels;
}

/** @param width the image is divided by as much as leaves at least this. @default nothing is divided */
async function decode(bytes: Uint8Array, width?: number, height?: number): Promise<Raster> {
  const decoder = await jpeg.init();
  const decoded = decoder.decode(bytes, width, height);
  const raster = createRaster(decoded.width, decoded.height);
  if (decoded.format === RGB) fillFromRgb(raster.data, decoded.buffer);
  else if (decoded.format === GRAY) fillFromGray(raster.data, decoded.buffer);
  else throw new Error(`pixels of format ${decoded.format} came out`);
  return raster;
}

function fillFromRgb(data: Uint8ClampedArray, pixels: Uint8Array): void {
  const words = new Int32Array(data.buffer);
  for (let from = 0, to = 0; to < words.length; from += 3, to++) {
    words[to] =
      (255 << ALPHA_SHIFT) |
      (pixels[from]! << RED_SHIFT) |
      (pixels[from + 1]! << GREEN_SHIFT) |
      (pixels[from + 2]! << BLUE_SHIFT);
  }
}

function fillFromGray(data: Uint8ClampedArray, pixels: Uint8Array): void {
  for (let from = 0, to = 0; to < data.length; from++, to += 4) {
    const gray = pixels[from]!;
    data[to] = gray;
    data[to + 1] = gray;
    data[to + 2] = gray;
    data[to + 3] = 255;
  }
}
