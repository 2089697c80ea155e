import { checkTiffData } from "./tiff-data.ts";
import { readFirstDirectory } from "./tiff-directory.ts";
import { readLayout, type TiffLayout } from "./tiff-layout.ts";

const JPEG_TABLES = 347;
const ICC_PROFILE = 34675;

/** What a look at the structure of a TIFF tells. */
export interface TiffStructure extends TiffLayout {
  /** Puts the embedded ICC profile together; throws a `FormatProblem` when it lies outside the file. */
  readonly profile?: () => Uint8Array;
}

/**
 * Checks the first picture of a TIFF: its directory, that everything it refers to lies inside the file, and that
 * every strip or tile holds all its data. Further pictures are not looked at, for nobody is shown them.
 *
 * Uncompressed data, LZW, Deflate, PackBits and JPEG are looked into. A file in another registered compression is
 * unsupported when all its data is there.
 *
 * @param maxPixels an image that claims more is unsupported. @default no limit
 * @throws {FormatProblem}
 */
export function checkTiffStructure(bytes: Uint8Array, maxPixels = Number.POSITIVE_INFINITY): TiffStructure {
  const directory = readFirstDirectory(bytes);
  const layout = readLayout(directory, bytes.length, maxPixels);
  checkTiffData(bytes, layout, directory.bytes(JPEG_TABLES));
  if (!directory.has(ICC_PROFILE)) return layout;
  return { ...layout, profile: () => directory.bytes(ICC_PROFILE)! };
}
