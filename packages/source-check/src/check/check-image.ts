import { OptionError } from "@understudy/core";
import { checkOptionNames, type OptionNames, wholeNumber } from "@understudy/core/adapter";
import { checkBytes } from "../bytes/check-bytes.ts";
import type { ImageHeader } from "../bytes/image-header.ts";
import { DEFAULT_MAX_SOURCE_PIXELS, inspectBytes } from "../image/inspect-image.ts";
import { type Check, checked } from "./check.ts";
import { checkProfile, type ProfileFacts } from "./check-profile.ts";

/** What {@link checkImage} may be given. */
export interface ImageCheckOptions {
  /** Pixels, from 1; an image that claims more is unsupported, and is not looked at further. @default 100000000 */
  readonly maxPixels?: number;
  /**
   * What the file is called. Content is judged and not the name, but where the content begins like no known format, a
   * name such as `a.jpg` shows that a JPEG lost its beginning. @default none
   */
  readonly name?: string;
  /**
   * Whether that counts as damage too which every viewer overlooks: an end marker that is missing, a wrong checksum of
   * data that no pixel hangs on, a later picture that is broken. @default false
   */
  readonly strict?: boolean;
}

const OPTION_NAMES: OptionNames<ImageCheckOptions> = { maxPixels: true, name: true, strict: true };
const MAX_PIXELS = { byDefault: DEFAULT_MAX_SOURCE_PIXELS, min: 1 };

/** What an image that is fine says of itself. */
export interface ImageFacts {
  readonly format: ImageHeader["format"];
  /** Pixels, as they lie in the file: an orientation is not applied. */
  readonly width: number;
  readonly height: number;
  /** Whether the file holds an animation. */
  readonly animated: boolean;
  /** The embedded colour profile; undefined where there is none. A damaged one does no harm to the pixels. */
  readonly profile?: Check<ProfileFacts>;
}

/**
 * Says whether an image is damaged. The structure of the file is walked to its end and its data is gone through code by
 * code, so that damage is found that decoders fill in; no pixel is made.
 *
 * JPEG, PNG, GIF and TIFF are read; anything else that is a known format is unsupported.
 *
 * Time and memory are bounded by the length of the file and `maxPixels`.
 *
 * @param bytes the whole file
 * @returns `fine` with its facts, `corrupt` with the rule of the format that is broken, or `unsupported`
 * @throws {OptionError} for a bad option, and for `bytes` that are none
 * @example
 * const check = checkImage(bytes);
 * if (check.kind === "corrupt") throw new SourceError("image-corrupt", { source: path, message: check.reason });
 */
export function checkImage(bytes: Uint8Array, options: ImageCheckOptions = {}): Check<ImageFacts> {
  checkOptionNames(options, OPTION_NAMES);
  const maxPixels = wholeNumber("maxPixels", options.maxPixels, MAX_PIXELS);
  const { strict = false } = options;
  if (typeof strict !== "boolean") throw new OptionError("strict", strict, "true, false");
  checkBytes(bytes);
  return checked(() => {
    const { format, width, height, animated, profile } = inspectBytes(bytes, { maxPixels, strict }, options.name);
    const facts = { format, width, height, animated };
    return profile === undefined ? facts : { ...facts, profile: checkProfile(profile) };
  });
}
