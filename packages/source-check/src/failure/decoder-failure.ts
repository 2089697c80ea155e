import type { SourceFailure } from "./source-failure.ts";

/** Texts of sharp and libvips, whose errors have no codes; the first that fits counts. */
const BY_TEXT: readonly (readonly [RegExp, SourceFailure])[] = [
  [/Input file is missing/, "missing"],
  [/Too many open files|out of memory|unable to allocate|Cannot allocate memory|malloc failed/i, "overloaded"],
  [/^timeout: \d+% complete/, "overloaded"],
  [/No such file or directory/, "missing"],
  [/Permission denied|Input\/output error|Is a directory|Stale file handle|unable to open for read/i, "unreadable"],
  [/Input (?:file|buffer) (?:contains unsupported image format|has corrupt header|is empty)/i, "unsupported"],
  [/Input image exceeds pixel limit/, "unsupported"],
  [
    /\b(?:Vips\w+|vips_?\w*|(?:jpeg|png|tiff|webp|gif|heif|svg|jp2k|jxl|pdf|magick|spng|nsgif)(?:2vips|load\w*)?): /,
    "unsupported",
  ],
];

/**
 * What an error of sharp or libvips means, by its text. A decoder that refuses an image proves nothing about the file
 * (X21): it is unsupported until a check of its bytes finds damage.
 *
 * @returns undefined for any other error
 */
export function decoderFailure(error: unknown): SourceFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  return BY_TEXT.find(([text]) => text.test(error.message))?.[1];
}
