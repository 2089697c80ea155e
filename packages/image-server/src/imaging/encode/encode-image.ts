import { Frame, GIF, Image } from "imagescript";
import { CommandError } from "../../commands/command-error.ts";
import type { OutputFormat } from "../../commands/image-commands.ts";
import type { EncodedImage } from "../imaging.ts";
import type { Raster } from "../raster/raster.ts";
import { embedJpegProfile } from "./jpeg-embed-profile.ts";
import { encodeProgressiveJpeg, encodeWebp } from "./jsquash-encoders.ts";
import { encodePng } from "./png-writer.ts";

/** How an image is written. */
export interface EncodeOptions {
  readonly format: OutputFormat;
  /** 0 to 100; for JPEG and WebP. */
  readonly quality: number;
  /** ICC profile of the pixels, embedded into JPEG and PNG; the other formats go out without. */
  readonly profile?: Uint8Array;
}

/** Largest width and height that a format can hold. */
const LARGEST_SIDE: Readonly<Record<OutputFormat, number>> = {
  jpeg: 65_500,
  pjpeg: 65_500,
  png: 2 ** 31 - 1,
  "png-alpha": 2 ** 31 - 1,
  gif: 65_535,
  webp: 16_383,
  "webp-alpha": 16_383,
  "webp-lossless": 16_383,
  "webp-alpha-lossless": 16_383,
};

const CONTENT_TYPES: Readonly<Record<OutputFormat, EncodedImage["contentType"]>> = {
  jpeg: "image/jpeg",
  pjpeg: "image/jpeg",
  png: "image/png",
  "png-alpha": "image/png",
  gif: "image/gif",
  webp: "image/webp",
  "webp-alpha": "image/webp",
  "webp-lossless": "image/webp",
  "webp-alpha-lossless": "image/webp",
};

/** Every format, in the order of the protocol reference. */
export const OUTPUT_FORMATS = Object.keys(CONTENT_TYPES) as readonly OutputFormat[];

/** Whether a format keeps transparency; an image in another one has to be opaque. */
export function keepsAlpha(format: OutputFormat): boolean {
  return format.includes("-alpha");
}

/** The media type of a response format. */
export function contentTypeOf(format: OutputFormat): EncodedImage["contentType"] {
  return CONTENT_TYPES[format];
}

/**
 * Encodes a raster, which must be opaque unless the format keeps transparency. JPEG chroma is never down-sampled: that is
 * what imagescript's encoder does, so `qlt=…,0` and `qlt=…,1` are the same.
 *
 * @throws {CommandError} for an image too large for the format
 */
export async function encodeImage(raster: Raster, options: EncodeOptions): Promise<EncodedImage> {
  return encodeWith(encode, raster, options);
}

/**
 * Encodes a raster with the encoder that is given, if the format holds it.
 *
 * @throws {CommandError} for an image too large for the format
 */
export async function encodeWith(
  encoder: (raster: Raster, options: EncodeOptions) => Promise<Uint8Array>,
  raster: Raster,
  options: EncodeOptions,
): Promise<EncodedImage> {
  const { width, height } = raster;
  const side = LARGEST_SIDE[options.format];
  if (Math.max(width, height) > side) {
    const allowed = `a format that holds ${width} x ${height} pixels; this one holds at most ${side} x ${side}`;
    throw new CommandError({ command: "fmt", value: options.format, allowed });
  }
  return { bytes: await encoder(raster, options), contentType: contentTypeOf(options.format), width, height };
}

async function encode(raster: Raster, { format, quality, profile }: EncodeOptions): Promise<Uint8Array> {
  const embed = profile === undefined ? {} : { profile };
  if (format === "png" || format === "png-alpha") return encodePng(raster, { alpha: format === "png-alpha", ...embed });
  if (format === "pjpeg") {
    const jpeg = await encodeProgressiveJpeg(raster, quality);
    return profile === undefined ? jpeg : embedJpegProfile(jpeg, profile);
  }
  if (format.startsWith("webp-")) return encodeWebp(raster, quality, format.endsWith("-lossless"));
  const image = toImage(raster);
  if (format === "gif") return new GIF([Frame.from(image, 0)]).encode(95);
  if (format === "webp") return image.encodeWEBP(quality);
  const jpeg = await image.encodeJPEG(Math.max(1, quality));
  return profile === undefined ? jpeg : embedJpegProfile(jpeg, profile);
}

/** imagescript's types know neither its WebP encoder nor a quality that is a plain number. */
interface ImageEncoders {
  encodeJPEG(quality: number): Promise<Uint8Array>;
  encodeWEBP(quality: number): Promise<Uint8Array>;
}

function toImage({ width, height, data }: Raster): Image & ImageEncoders {
  const image = new Image(width, height);
  image.bitmap.set(data);
  return image as Image & ImageEncoders;
}
