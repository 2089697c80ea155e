import { readFirstDirectory } from "./tiff-directory.ts";
import { readLayout, type TiffLayout } from "./tiff-layout.ts";

/** The fields of a picture. */
export interface TiffFields {
  /** Whether there is a field, however it looks. */
  has(tag: number): boolean;
  /**
   * The unsigned whole numbers of a field; undefined when there is no such field.
   *
   * @param most as many are needed. @default all
   * @throws {FormatProblem} when they lie outside of the file or are no such numbers
   */
  numbers(tag: number, most?: number): number[] | undefined;
}

/** The first picture of a TIFF, for a decoder. */
export interface TiffPicture {
  readonly directory: TiffFields;
  readonly layout: TiffLayout;
}

/**
 * Reads where the pixels of a TIFF's first picture are, and what they mean. That its places lie inside the file is checked;
 * the data itself is not looked at.
 *
 * @param maxPixels an image that claims more is unsupported. @default no limit
 * @throws {FormatProblem}
 */
export function readTiffPicture(bytes: Uint8Array, maxPixels = Number.POSITIVE_INFINITY): TiffPicture {
  const { directory } = readFirstDirectory(bytes, false);
  return { directory, layout: readLayout(directory, bytes.length, maxPixels) };
}
