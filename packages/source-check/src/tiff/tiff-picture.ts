import { readFirstDirectory, type TiffDirectory } from "./tiff-directory.ts";
import { readLayout, type TiffLayout } from "./tiff-layout.ts";

/** The first picture of a TIFF, for a decoder. */
export interface TiffPicture {
  readonly directory: TiffDirectory;
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
