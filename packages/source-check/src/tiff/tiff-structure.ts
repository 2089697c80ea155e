import { refused } from "../bytes/format-problem.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkTiffData } from "./tiff-data.ts";
import { readFirstDirectory, type TiffDirectory } from "./tiff-directory.ts";
import { readLayout, type TiffLayout } from "./tiff-layout.ts";

const JPEG_TABLES = 347;
const ICC_PROFILE = 34675;
const NEW_SUBFILE_TYPE = 254;
const SUB_DIRECTORIES = 330;
const DNG_VERSION = 50706;

/** What the structure of a TIFF says. */
export interface TiffStructure extends TiffLayout {
  /** Puts the embedded ICC profile together; throws a `FormatProblem` when it lies outside the file. */
  readonly profile?: () => Uint8Array;
}

/**
 * Checks the first picture of a TIFF: its directory, that everything it refers to lies inside the file, and that
 * every strip or tile holds all its data. Further pictures are not looked at, as they are never shown.
 *
 * Uncompressed data, LZW, Deflate, PackBits and JPEG are looked into. A file in another registered compression is
 * unsupported when all its data is there, and so are the files of cameras, whose first picture is a small one of it.
 *
 * @throws {FormatProblem}
 */
export function checkTiffStructure(bytes: Uint8Array, options: InspectOptions): TiffStructure {
  const { directory, hasNext } = readFirstDirectory(bytes, options.strict);
  refuseCameraFiles(bytes, directory, hasNext);
  const layout = readLayout(directory, bytes.length, options.maxPixels);
  checkTiffData(bytes, layout, directory.bytes(JPEG_TABLES));
  if (!directory.has(ICC_PROFILE)) return layout;
  return { ...layout, profile: () => directory.bytes(ICC_PROFILE)! };
}

/**
 * Canon says what it is behind the header, DNG by a field (DNG 1.7, "DNGVersion"), and others by a first directory that
 * is a reduced picture of another (TIFF 6.0, "NewSubfileType").
 */
function refuseCameraFiles(bytes: Uint8Array, directory: TiffDirectory, hasNext: boolean): void {
  if (latin1(bytes, 8, 10) === "CR" || directory.has(DNG_VERSION)) throw refused("it is a camera file");
  const isReduced = ((directory.number(NEW_SUBFILE_TYPE) ?? 0) & 1) === 1;
  if (isReduced && (hasNext || directory.has(SUB_DIRECTORIES))) {
    throw refused("its first picture is a reduced one of another");
  }
}
