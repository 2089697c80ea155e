import { SourceError } from "@understudy/core";
import { inspectAvif } from "../avif/avif-structure.ts";
import { breaks, FormatProblem, unsupported } from "../bytes/format-problem.ts";
import type { ImageHeader } from "../bytes/image-header.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import type { NamedBytes } from "../bytes/named-bytes.ts";
import { inspectGif } from "../gif/gif-structure.ts";
import { inspectJpeg } from "../jpeg/jpeg-structure.ts";
import { inspectPng } from "../png/png-structure.ts";
import { inspectTiff } from "../tiff/tiff-header.ts";
import { inspectWebp } from "../webp/webp-structure.ts";
import { identify } from "./identify.ts";
import { rootElement } from "./markup.ts";

const corrupt = breaks("the first bytes of an image name its format");

/** Most pixels of a source when the settings do not say. */
export const DEFAULT_MAX_SOURCE_PIXELS = 100_000_000;

/**
 * What an image file says of itself, after a walk through its structure that finds missing ends and wrong checksums.
 * Nothing is decoded and nothing of the image's size is allocated.
 *
 * @throws {SourceError} image-corrupt, or image-unsupported for what the decoder does not implement and for an image
 *   with more than `maxPixels`
 */
export function inspectImage(file: NamedBytes, maxPixels = DEFAULT_MAX_SOURCE_PIXELS, strict = false): ImageHeader {
  try {
    const header = inspectBytes(file.bytes, { maxPixels, strict }, file.name);
    if (header.unusual !== undefined) throw unsupported(header.unusual);
    return header;
  } catch (problem) {
    throw imageError(file, problem);
  }
}

/** The source error for a problem with an image file; other errors are handed back as they are. */
export function imageError(file: NamedBytes, problem: unknown): unknown {
  if (!(problem instanceof FormatProblem)) return problem;
  return new SourceError(problem.kind === "corrupt" ? "image-corrupt" : "image-unsupported", {
    message: `The image ${file.name} is ${problem.kind === "corrupt" ? "damaged" : "not supported"}: ${problem.message}.`,
    source: file.name,
    cause: problem,
  });
}

/**
 * The same of bytes alone.
 *
 * @param name what the file is called, where that is known: see {@link unknownContent}
 * @throws {FormatProblem}
 */
export function inspectBytes(bytes: Uint8Array, options: InspectOptions, name = ""): ImageHeader {
  const format = identify(bytes);
  switch (format) {
    case "jpeg":
      return inspectJpeg(bytes, options);
    case "png":
      return inspectPng(bytes, options);
    case "gif":
      return inspectGif(bytes, options);
    case "tiff":
      return inspectTiff(bytes, options);
    case "webp":
      return inspectWebp(bytes, options);
    case "avif":
      return inspectAvif(bytes, options);
    case "unknown":
      throw unknownContent(bytes, name);
    default:
      throw unsupported(`it is ${format}`);
  }
}

/** What file names call the formats that are read, all files of which begin with a signature. */
const READ_EXTENSIONS = /\.(jpe?g|jpe|jfif|png|gif|webp|tiff?|avif)$/i;

/**
 * A file that begins like no known format. It may be of one that is not known here (X02), so it is corrupt only when it
 * can be no image at all, or when its name says that it is of a format that has a signature, and that is not there.
 */
function unknownContent(bytes: Uint8Array, name: string): FormatProblem {
  if (bytes.length === 0) return corrupt("it is empty");
  if (bytes.subarray(0, MOST_LOOKED_AT).every((byte) => byte === 0)) return corrupt("it begins with nothing but zeros");
  if (rootElement(bytes) === "html") return corrupt("it is an HTML page");
  const extension = READ_EXTENSIONS.exec(name)?.[1];
  if (extension !== undefined) return corrupt(`its first bytes are not those of ${extension.toLowerCase()} files`);
  return unsupported("its format is not known here");
}

/** Bytes of the beginning of a file that are looked at to find out that it is none. */
const MOST_LOOKED_AT = 4096;
