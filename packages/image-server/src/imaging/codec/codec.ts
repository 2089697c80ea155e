import type { ImageFormat, ImageHeader } from "@understudy/source-check/decoder";
import type { OutputFormat } from "../../commands/image-commands.ts";
import type { SourceFile } from "../../sources/source-file.ts";
import { refusal } from "../decode/decoder-refusal.ts";
import type { EncodeOptions } from "../encode/encode-image.ts";
import type { EncodedImage } from "../imaging.ts";
import type { Raster } from "../raster/raster.ts";
import type { Size } from "../view/view-geometry.ts";
import type { IdentifyOptions } from "./identify-options.ts";

/** The pixels of a file, or fewer that show the same. */
export interface DecodedRaster extends Raster {
  /** How many of its pixels the picture measures; not whole where the last ones reach beyond it. */
  readonly extent: Size;
}

/** @throws {FormatProblem} corrupt when another size was decoded than the header announces */
export function checkDecodedSize(decoded: Size, expected: Size): void {
  if (decoded.width === expected.width && decoded.height === expected.height) return;
  throw refusal(`${decoded.width} x ${decoded.height} pixels came out of ${expected.width} x ${expected.height}`);
}

/** Reads and writes image files. */
export interface Codec {
  readonly name: "imagescript" | "sharp";
  /** Of the library; undefined where it does not say. */
  readonly version: string | undefined;
  /**
   * What it can do with images of an ordinary kind; a single file may still have something that it does not implement.
   */
  readonly supports: { readonly decode: readonly ImageFormat[]; readonly encode: readonly OutputFormat[] };
  /**
   * What a file says of itself. Its structure is checked, nothing is decoded.
   *
   * @throws {SourceError} image-corrupt for damage, image-unsupported for what `decode` does not implement (X02)
   */
  identify(file: SourceFile, options?: IdentifyOptions): Promise<ImageHeader>;
  /**
   * The pixels of a still, or of the first picture of several.
   *
   * @param header what `identify` said of the file
   * @param size to what they are going to be scaled, in no direction larger than the file: they then may be fewer than
   *   those of the file, but not than these. What is damaged is found all the same. @default the size of the file
   * @throws {SourceError} image-corrupt; overloaded when there is no memory for the pixels
   */
  decode(file: SourceFile, header: ImageHeader, size?: Size): Promise<DecodedRaster>;
  /** @throws {CommandError} for an image too large for the format */
  encode(raster: Raster, options: EncodeOptions): Promise<EncodedImage>;
}
