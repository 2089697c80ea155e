import type { FileFormat } from "../recipe.ts";
import type { Seeded } from "../seeded.ts";
import { ANY_FILE } from "./any-file.ts";
import { GIF_BLOCKS } from "./gif-blocks.ts";
import { JPEG_SEGMENTS } from "./jpeg-segments.ts";
import { PNG_CHUNKS } from "./png-chunks.ts";
import { PROFILE_TAGS, SFNT_TABLES } from "./table-files.ts";
import { TIFF_FIELDS } from "./tiff-fields.ts";

/** One way to change a file. */
export interface Damage {
  /** A short name, part of the name of the file that comes out. */
  readonly kind: string;
  /**
   * Changes a copy; undefined when there is nothing in the file that it could change.
   *
   * @param random the only source of choices
   */
  apply(bytes: Uint8Array, random: Seeded): Uint8Array | undefined;
  /** The file is still a valid one: readers ignore what was done to it. @default false */
  readonly harmless?: boolean;
}

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
