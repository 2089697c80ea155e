import type { SourceFile } from "../sources/source-file.ts";
import { profileDescription } from "./color/profile-description.ts";
import type { ImageProperties } from "./imaging.ts";
import { DEFAULT_TOOLS } from "./tools.ts";

/**
 * What a source image says of itself (`req=imageprops`). Its structure is checked, nothing is decoded; a damaged
 * profile has an empty description, because the request does not need it.
 *
 * @param maxSourcePixels as in the settings. @default 100000000
 * @throws {SourceError} image-corrupt, image-unsupported
 */
export async function imageProperties(
  file: SourceFile,
  maxSourcePixels?: number,
  { codec, watch } = DEFAULT_TOOLS,
): Promise<ImageProperties> {
  const { width, height, format, profile } = await watch(file.name, () => codec.identify(file, maxSourcePixels));
  return {
    width,
    height,
    format: `image/${format}`,
    ...(profile === undefined ? {} : { profile: await watch(file.name, () => profileDescription(profile)) }),
  };
}
