import { SourceError, type SourceErrorCode } from "@understudy/core";
import type { Check } from "./check.ts";
import { checkFont, type FontFacts } from "./check-font.ts";
import { checkImage, type ImageCheckOptions, type ImageFacts } from "./check-image.ts";
import { checkProfile, type ProfileFacts } from "./check-profile.ts";

/**
 * What {@link checkImage} finds in a fine image; anything else is thrown as the `SourceError` that redirect on error
 * wants.
 *
 * @param source how the log calls the image: a path or an id
 * @throws {SourceError} image-corrupt, whose message names the rule of the format that is broken; image-unsupported
 * @throws {OptionError} for a bad option
 */
export function assertImage(bytes: Uint8Array, source: string, options: ImageCheckOptions = {}): ImageFacts {
  return fine(checkImage(bytes, { name: source, ...options }), "image", source, "image-corrupt", "image-unsupported");
}

/**
 * What {@link checkProfile} finds in a fine colour profile; anything else is thrown.
 *
 * @param source how the log calls the profile
 * @throws {SourceError} profile-corrupt
 * @throws {TypeError} for a profile that is fine and not read here: it is not damaged, so it is no source error
 */
export function assertProfile(bytes: Uint8Array, source: string): ProfileFacts {
  return fine(checkProfile(bytes), "profile", source, "profile-corrupt");
}

/**
 * What {@link checkFont} finds in a fine font; anything else is thrown.
 *
 * @param source how the log calls the font
 * @throws {SourceError} font-corrupt
 * @throws {TypeError} for a font that is fine and not read here: it is not damaged, so it is no source error
 */
export function assertFont(bytes: Uint8Array, source: string): FontFacts {
  return fine(checkFont(bytes), "font", source, "font-corrupt");
}

function fine<Facts>(
  check: Check<Facts>,
  kind: string,
  source: string,
  corruptCode: SourceErrorCode,
  unsupportedCode?: SourceErrorCode,
): Facts {
  switch (check.kind) {
    case "fine":
      return check;
    case "corrupt":
      throw new SourceError(corruptCode, {
        source,
        message: `The ${kind} ${source} is damaged: ${check.reason} (${check.rule}).`,
      });
    case "unsupported": {
      const message = `The ${kind} ${source} is not supported: ${check.reason}.`;
      throw unsupportedCode === undefined
        ? new TypeError(message)
        : new SourceError(unsupportedCode, { source, message });
    }
  }
}
