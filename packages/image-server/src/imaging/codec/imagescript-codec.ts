import { DEFAULT_MAX_SOURCE_PIXELS, identify, imageError, inspectImage } from "@understudy/source-check/decoder";
import { decodeImage } from "../decode/decode-image.ts";
import { checkOwnTiff } from "../decode/tiff-shape.ts";
import { encodeImage, OUTPUT_FORMATS } from "../encode/encode-image.ts";
import { webpHeader } from "../facts/webp-header.ts";
import type { Codec } from "./codec.ts";

/** JavaScript and WebAssembly only: the same on every runtime and system, with nothing to install. */
export const imagescriptCodec: Codec = {
  name: "imagescript",
  version: undefined,
  supports: { decode: ["jpeg", "png", "gif", "tiff", "webp"], encode: OUTPUT_FORMATS },
  async identify(file, { maxPixels = DEFAULT_MAX_SOURCE_PIXELS, strict = false } = {}) {
    try {
      if (identify(file.bytes) === "webp") return webpHeader(file.bytes, maxPixels, strict);
      const header = inspectImage(file, maxPixels, strict);
      if (header.format === "tiff") checkOwnTiff(file.bytes);
      return header;
    } catch (problem) {
      throw imageError(file, problem);
    }
  },
  decode: decodeImage,
  encode: encodeImage,
};
