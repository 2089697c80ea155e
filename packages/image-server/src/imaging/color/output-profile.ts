import { FormatProblem, inspectIccProfile } from "@understudy/source-check/decoder";
import { CommandError } from "../../commands/command-error.ts";
import type { ImageCommands } from "../../commands/image-commands.ts";
import type { ImagingResources } from "../imaging.ts";
import { type ColorProfile, profileError } from "./color-profile.ts";

/**
 * The profile that `icc=` names, looked at before anything is decoded for it.
 *
 * @throws {SourceError} profile-not-found, profile-corrupt
 * @throws {CommandError} for a profile whose colour space is not RGB: no response format has another
 */
export async function loadOutputProfile(
  icc: NonNullable<ImageCommands["icc"]>,
  resources: ImagingResources,
): Promise<ColorProfile> {
  const file = await resources.profile(icc.profile);
  const profile = { source: file.name, read: () => file.bytes };
  let colorSpace: string;
  try {
    ({ colorSpace } = inspectIccProfile(file.bytes));
  } catch (problem) {
    throw problem instanceof FormatProblem ? profileError(profile, problem) : problem;
  }
  if (colorSpace === "RGB") return profile;
  throw new CommandError({
    command: "icc",
    value: icc.profile,
    allowed: `a profile of RGB colours; this one is ${JSON.stringify(colorSpace)}`,
  });
}
