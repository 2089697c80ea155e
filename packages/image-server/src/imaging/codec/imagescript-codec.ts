import { inspectImage } from "@understudy/source-check/decoder";
import { decodeImage } from "../decode/decode-image.ts";
import { encodeImage } from "../encode/encode-image.ts";
import type { Codec } from "./codec.ts";

/** JavaScript and WebAssembly only: the same on every runtime and system, with nothing to install. */
export const imagescriptCodec: Codec = {
  name: "imagescript",
  supports: { decode: ["jpeg", "png", "gif", "tiff"], encode: ["jpeg", "png", "png-alpha", "gif", "webp"] },
  identify: async (file, maxPixels) => inspectImage(file, maxPixels),
  decode: decodeImage,
  encode: encodeImage,
};
