import {
  checkDeclaredSize,
  DEFAULT_MAX_SOURCE_PIXELS,
  FormatProblem,
  type ImageFormat,
  type ImageHeader,
  identify,
  imageError,
  inspectImage,
  isRefused,
  plainImage,
  unsupported,
} from "@understudy/source-check/decoder";
import type { Sharp, SharpOptions } from "sharp";
import type { SourceFile } from "../../sources/source-file.ts";
import { decodeImage } from "../decode/decode-image.ts";
import { refusal } from "../decode/decoder-refusal.ts";
import { checkAnyTiff, isForLibvips } from "../decode/tiff-shape.ts";
import { type EncodeOptions, encodeWith, keepsAlpha, OUTPUT_FORMATS } from "../encode/encode-image.ts";
import { embedJpegProfile } from "../encode/jpeg-embed-profile.ts";
import { encodePng } from "../encode/png-writer.ts";
import { webpHeader } from "../facts/webp-header.ts";
import type { Raster } from "../raster/raster.ts";
import type { Size } from "../view/view-geometry.ts";
import { type Codec, checkDecodedSize, type DecodedRaster } from "./codec.ts";

/** What the package exports. */
export type SharpModule = typeof import("sharp").default;

/** What is decoded; of the others the prebuilt library has no decoder, or, for SVG, one that reads other files. */
const DECODED: readonly ImageFormat[] = ["jpeg", "png", "gif", "tiff", "webp", "avif"];

/** Whose structure was checked before, so that what the library stumbles over is damage and not something new (X02). */
const CHECKED: ReadonlySet<string> = new Set(["jpeg", "png", "gif", "webp"]);

/**
 * libvips by way of sharp: faster, and for more kinds of images than imagescript. What is damaged is found by the same
 * checks of the structure, and by libvips reading every file to its end.
 */
export function createSharpCodec(sharp: SharpModule): Codec {
  // A worker has one job at a time; other jobs have their own. Nothing is asked for twice.
  sharp.concurrency(1);
  sharp.cache(false);

  const open = ({ bytes }: SourceFile, options: SharpOptions = {}): Sharp =>
    // The first picture only; sizes were checked before; colours are converted by LittleCMS and not here.
    sharp(bytes, { failOn: "error", limitInputPixels: false, pages: 1, ignoreIcc: true, ...options });

  async function readHeader(file: SourceFile, format: ImageFormat, maxPixels: number): Promise<ImageHeader> {
    const { width, height, pages, icc, space } = await open(file)
      .metadata()
      .catch((cause: unknown) => {
        throw unsupported(messageOf(cause));
      });
    checkDeclaredSize(width, height, maxPixels, refusal);
    // What is neither grey nor RGB is converted while it is decoded, and then has no profile any more.
    const profile = icc !== undefined && !isConverted(space) ? { profile: () => new Uint8Array(icc) } : {};
    return { format: format as ImageHeader["format"], width, height, animated: (pages ?? 1) > 1, ...profile };
  }

  async function readPixels(file: SourceFile, header: ImageHeader, size: Size): Promise<DecodedRaster> {
    const plain = { ...file, bytes: plainImage(file.bytes, header.format) };
    const { width, height, space } = await open(plain).metadata();
    checkDecodedSize({ width, height }, header);
    const source = open(plain, isConverted(space) ? { ignoreIcc: false } : {});
    const { data, info } = await shrunk(source, header, size)
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    if (size.width === width && size.height === height) checkDecodedSize(info, size);
    if (info.channels !== 4) throw refusal(`${info.channels} values a pixel came out`);
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
    const decoded = { width: info.width, height: info.height };
    return { ...decoded, data: pixels, extent: decoded };
  }

  return {
    name: "sharp",
    version: sharp.versions.sharp,
    supports: { decode: DECODED, encode: OUTPUT_FORMATS },
    async identify(file, { maxPixels = DEFAULT_MAX_SOURCE_PIXELS, strict = false } = {}) {
      const format = identify(file.bytes);
      let unsure: unknown;
      try {
        const header = inspectImage(file, maxPixels, strict);
        if (header.format === "tiff") checkAnyTiff(file.bytes);
        return header;
      } catch (error) {
        if (error instanceof FormatProblem) throw imageError(file, error);
        if (!DECODED.includes(format) || (error as { code?: unknown }).code !== "image-unsupported" || isRefused(error))
          throw error;
        unsure = error;
      }
      if (format === "tiff" && !isForLibvips(file.bytes)) throw unsure;
      try {
        if (format === "webp") return webpHeader(file.bytes, maxPixels, strict);
        return await readHeader(file, format, maxPixels);
      } catch (problem) {
        throw imageError(file, problem);
      }
    },
    async decode(file, header, size = header) {
      const { format } = header;
      // libvips gets the frames of some GIFs wrong, and the extra samples and planes of TIFFs.
      if (format === "tiff" && !isForLibvips(file.bytes)) return decodeImage(file, header);
      if (format === "gif") {
        const decoded = await decodeImage(file, header).catch((error: unknown) => {
          if ((error as { code?: unknown }).code !== "image-unsupported") throw error;
        });
        if (decoded !== undefined) return decoded;
      }
      try {
        return await readPixels(file, header, size);
      } catch (cause) {
        if (cause instanceof FormatProblem) throw imageError(file, cause);
        const problem = CHECKED.has(header.format)
          ? refusal("it cannot be decoded", cause)
          : unsupported(`it cannot be decoded: ${messageOf(cause)}`);
        throw imageError(file, problem);
      }
    },
    encode: (raster, options) => encodeWith((from, to) => encode(sharp, from, to), raster, options),
  };
}

async function encode(sharp: SharpModule, raster: Raster, options: EncodeOptions): Promise<Uint8Array> {
  const { format, quality, profile } = options;
  // sharp takes profiles from files only.
  if (format === "png" || format === "png-alpha") {
    return encodePng(raster, { alpha: format === "png-alpha", ...(profile === undefined ? {} : { profile }) });
  }
  const { width, height, data } = raster;
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const rgba = sharp(pixels, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  const image = keepsAlpha(format) ? rgba : rgba.removeAlpha();
  const q = Math.max(1, quality);
  if (format === "gif") return image.gif({ effort: 4 }).toBuffer();
  if (format.endsWith("-lossless")) return image.webp({ lossless: true }).toBuffer();
  if (format.startsWith("webp")) return image.webp({ quality: q }).toBuffer();
  const progressive = format === "pjpeg";
  const jpeg = await image.jpeg({ quality: q, chromaSubsampling: "4:4:4", progressive }).toBuffer();
  return profile === undefined ? jpeg : embedJpegProfile(jpeg, profile);
}

/**
 * Scales while decoding. JPEGs are decoded smaller, to at least twice the size: without
 * `fastShrinkOnLoad` that is the ratio at which libvips's filter gets them, as ours does.
 */
function shrunk(source: Sharp, from: Size, { width, height }: Size): Sharp {
  if (width === from.width && height === from.height) return source;
  return source.resize(width, height, { fit: "fill", kernel: "lanczos3", fastShrinkOnLoad: false });
}

/** CMYK, Lab and the like. */
function isConverted(space: string | undefined): boolean {
  return !["srgb", "rgb", "rgb16", "b-w", "grey16"].includes(space ?? "srgb");
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
