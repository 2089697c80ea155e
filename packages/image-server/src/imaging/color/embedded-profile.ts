import { inspectIccProfile } from "@understudy/source-check/decoder";
import type { PictureColors } from "../facts/picture-colors.ts";

/** Colour spaces of the profiles that a picture can have; a grey one also those of RGB, as browsers have it. */
const FITTING: Readonly<Record<PictureColors, readonly string[]>> = {
  gray: ["GRAY", "RGB"],
  rgb: ["RGB"],
  cmyk: ["CMYK"],
};

/** What an embedded profile comes to. */
export type EmbeddedProfile =
  /** Its bytes, checked. */
  | { readonly bytes: Uint8Array }
  /** Why there is none to be used; empty where there is just none. */
  | { readonly ignored: string };

/**
 * Looks at the profile that is embedded in a picture. One of another colour space than the picture's cannot be its own and is
 * ignored, as is one without a byte; so do browsers and libvips.
 *
 * @throws {FormatProblem} for a profile that is damaged
 */
export function embeddedProfile(read: () => Uint8Array, colors: PictureColors): EmbeddedProfile {
  const bytes = read();
  if (bytes.length === 0) return { ignored: "its profile is empty" };
  const { colorSpace } = inspectIccProfile(bytes);
  if (FITTING[colors].includes(colorSpace)) return { bytes };
  return { ignored: `its profile is of ${colorSpace.trim()} colours, and it is ${colors}` };
}
