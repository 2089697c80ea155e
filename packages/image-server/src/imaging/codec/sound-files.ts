import { isSourceError } from "@understudy/core";
import { plainImage } from "@understudy/source-check/decoder";
import type { Codec } from "./codec.ts";

/**
 * A codec that is given files without what decoders stumble over and no pixel hangs on, and another one to try where it
 * refuses a file: what one of the two reads is not unsupported (X21).
 *
 * @param other is tried after the codec; undefined = there is no other
 */
export function forSoundFiles(codec: Codec, other: Codec | undefined): Codec {
  return {
    ...codec,
    async decode(file, header, size) {
      const bytes = plainImage(file.bytes, header.format);
      const plain = bytes === file.bytes ? file : { ...file, bytes };
      try {
        return await codec.decode(plain, header, size);
      } catch (error) {
        if (!isSourceError(error) || error.code !== "image-unsupported" || other === undefined) throw error;
        if (!other.supports.decode.includes(header.format) || header.unusual !== undefined) throw error;
        return await other.decode(plain, header, size).catch(() => {
          throw error;
        });
      }
    },
  };
}
