import type { FileFormat } from "../recipe.ts";
import { ANY_FILE } from "./any-file.ts";
import type { Damage } from "./damage-kind.ts";
import { GIF_BLOCKS } from "./gif-blocks.ts";
import { JPEG_SEGMENTS } from "./jpeg-segments.ts";
import { PNG_CHUNKS } from "./png-chunks.ts";
import { PROFILE_TAGS, SFNT_TABLES } from "./table-files.ts";
import { TIFF_FIELDS } from "./tiff-fields.ts";

/** What can be done to the files of a format. */
export function damagesOf(format: FileFormat): readonly Damage[] {
  return [...ANY_FILE, ...(OF_FORMAT[format] ?? [])];
}

const OF_FORMAT: Partial<Record<FileFormat, readonly Damage[]>> = {
  jpeg: JPEG_SEGMENTS,
  png: PNG_CHUNKS,
  gif: GIF_BLOCKS,
  tiff: TIFF_FIELDS,
  font: SFNT_TABLES,
  profile: PROFILE_TAGS,
  "embedded profile": PROFILE_TAGS,
};
