import type { SourceFile } from "../sources/source-file.ts";
import { identifyOptions, type JudgementSettings } from "./codec/identify-options.ts";
import { profileDescription } from "./color/profile-description.ts";
import { storedOrientation } from "./facts/stored-orientation.ts";
import type { ImageProperties, ImagingSettings } from "./imaging.ts";
import { orientedSize } from "./raster/orient.ts";
import { DEFAULT_TOOLS } from "./tools.ts";

/**
 * What a source image says of itself (`req=imageprops`). Its structure is checked, nothing is decoded; a damaged
 * profile has an empty description, because the request does not need it.
 *
 * Its size is that of the picture as it is shown, with `stored` beside it.
 *
 * @throws {SourceError} image-corrupt, image-unsupported
 */
export async function imageProperties(
  file: SourceFile,
  settings: JudgementSettings & Pick<ImagingSettings, "orientation"> = {},
  { codec, watch } = DEFAULT_TOOLS,
): Promise<ImageProperties> {
  const header = await watch(file.name, () => codec.identify(file, identifyOptions(settings)));
  const { width, height, format, profile } = header;
  const orientation = storedOrientation(file.bytes, format);
  return {
    ...orientedSize(header, settings.orientation === "ignore" ? 1 : orientation),
    stored: { orientation, width, height },
    format: `image/${format}`,
    ...(profile === undefined ? {} : { profile: await watch(file.name, () => profileDescription(profile)) }),
  };
}
