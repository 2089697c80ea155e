import { FormatProblem, inspectIccProfile } from "@understudy/source-check/decoder";
import { cmsInfoDescription } from "lcms-wasm";
import { openProfile, withLcms } from "./lcms.ts";

/** What a profile calls itself; empty when it is damaged or has no description. */
export async function profileDescription(readProfile: () => Uint8Array): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = readProfile();
    inspectIccProfile(bytes);
  } catch (problem) {
    if (problem instanceof FormatProblem) return "";
    throw problem;
  }
  return withLcms(
    (lcms) => {
      const profile = openProfile(lcms, bytes);
      if (profile === 0) return "";
      try {
        return lcms.cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US").replace(/\0[\s\S]*$/, "");
      } finally {
        lcms.cmsCloseProfile(profile);
      }
    },
    () => false,
  );
}
