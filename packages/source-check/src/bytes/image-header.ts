import { type Breakage, refused } from "./format-problem.ts";

/** What an image file says of itself, read without decoding a pixel. */
export interface ImageHeader {
  readonly format: "jpeg" | "png" | "gif" | "tiff" | "webp" | "avif";
  readonly width: number;
  readonly height: number;
  /** Puts the embedded ICC profile together; throws a `FormatProblem` when that cannot be done. */
  readonly profile?: () => Uint8Array;
  /** Whether the file has an animation; stills show its first picture. */
  readonly animated: boolean;
  /**
   * What of a sound file is beyond the ordinary kinds, as the end of a sentence: "it is CMYK". Not every decoder reads
   * it. Undefined for an ordinary file.
   */
  readonly unusual?: string;
}

/**
 * Checks a declared size before anything of that size is allocated.
 *
 * @param broken names the rule of the format that an empty image breaks
 * @throws {FormatProblem} corrupt for an empty image, unsupported for one with more than `maxPixels`
 */
export function checkDeclaredSize(width: number, height: number, maxPixels: number, broken: Breakage): void {
  if (width === 0 || height === 0) throw broken(`it claims ${width} x ${height} pixels`);
  if (width * height > maxPixels) {
    throw refused(`it claims ${width} x ${height} pixels; at most ${maxPixels} are decoded`);
  }
}
