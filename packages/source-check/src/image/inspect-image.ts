import { SourceError } from "@understudy/core";
import { corrupt, FormatProblem, unsupported } from "../bytes/format-problem.ts";
import type { ImageHeader } from "../bytes/image-header.ts";
import type { NamedBytes } from "../bytes/named-bytes.ts";
import { inspectGif } from "../gif/gif-structure.ts";
import { inspectJpeg } from "../jpeg/jpeg-structure.ts";
import { inspectPng } from "../png/png-structure.ts";
import { inspectTiff } from "../tiff/tiff-header.ts";
import { type ImageFormat, identify } from "./identify.ts";

/** Most pixels of a source when the settings do not say. */
export const DEFAULT_MAX_SOURCE_PIXELS = 100_000_000;

/**
 * What an image file says of itself, after a walk through its structure that finds missing ends and wrong checksums.
 * Nothing is decoded and nothing of the image's size is allocated.
 *
 * @throws {SourceError} image-corrupt, or image-unsupported for what the decoder does not implement and for an image
 *   with more than `maxPixels`
 */
export function inspectImage(file: NamedBytes, maxPixels = DEFAULT_MAX_SOURCE_PIXELS): ImageHeader {
  try {
    return inspect(file, identify(file.bytes), maxPixels);
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

function inspect({ bytes, name }: NamedBytes, format: ImageFormat, maxPixels: number): ImageHeader {
  switch (format) {
    case "jpeg":
      return inspectJpeg(bytes, maxPixels);
    case "png":
      return inspectPng(bytes, maxPixels);
    case "gif":
      return inspectGif(bytes, maxPixels);
    case "tiff":
      return inspectTiff(bytes, maxPixels);
    case "unknown":
      throw unknownContent(bytes, name);
    default:
      throw unsupported(`it is ${format}`);
  }
}

/** What file names call the formats that {@link identify} knows. */
const KNOWN_EXTENSIONS =
  /\.(?:jpe?g|jpe|jfif|png|gif|webp|tiff?|bmp|dib|jp2|j2k|jpx|jxl|jxr|avif|hei[cf]|psd|svg|pdf|eps|ico|exr|fits?)$/i;

/**
 * A file that begins like no known format. Content is judged and not the name, but here only the name can tell a known format whose
 * beginning is destroyed from one that nobody here knows: the first is corrupt, the second is not (X02).
 */
function unknownContent(bytes: Uint8Array, name: string): FormatProblem {
  if (bytes.length === 0) return corrupt("it is empty");
  const extension = /\.[^./\\]+$/.exec(name)?.[0];
  if (extension === undefined || KNOWN_EXTENSIONS.test(extension) || isText(bytes)) {
    return corrupt("its first bytes are not those of an image");
  }
  return unsupported(`${extension.slice(1)} is no format that is known here`);
}

/** Whether the first bytes are text: an error page, a note, a pointer to the real file. */
function isText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 512).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
