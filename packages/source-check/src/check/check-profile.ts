import { checkBytes } from "../bytes/check-bytes.ts";
import { inspectIccProfile } from "../profile/icc-structure.ts";
import { type Check, checked } from "./check.ts";

/** What a colour profile that is fine says of itself. */
export interface ProfileFacts {
  /** `RGB`, `GRAY`, `CMYK`, `Lab`, … */
  readonly colorSpace: string;
  /** The profile, without what follows its own end. */
  readonly bytes: Uint8Array;
}

/**
 * Says whether an ICC colour profile is damaged: its signature, its size, its version and that every tag lies inside.
 *
 * @param profile its bytes, or what reads them out of an image; that may throw what a check of the image finds
 * @returns `fine` with its facts, `corrupt` with the rule of ICC.1 that is broken, or `unsupported` (iccMAX)
 * @throws {OptionError} for bytes that are none
 */
export function checkProfile(profile: Uint8Array | (() => Uint8Array)): Check<ProfileFacts> {
  return checked(() => {
    const bytes = checkBytes(typeof profile === "function" ? profile() : profile);
    const { colorSpace, sizeBytes } = inspectIccProfile(bytes);
    return { colorSpace, bytes: bytes.subarray(0, sizeBytes) };
  });
}
