import { SourceError } from "@understudy/core";
import { FormatProblem } from "@understudy/source-check/decoder";
import type { Raster } from "../raster/raster.ts";
import type { ImagingTools } from "../tools.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import { type ColorConversion, convertColors, ProfileProblem } from "./color-transform.ts";

/** An ICC profile and where it comes from. */
export interface ColorProfile {
  /** The profile's own file, or the image that it is embedded in. */
  readonly source: string;
  /** Throws a `FormatProblem` when it cannot be put together. */
  readonly read: () => Uint8Array;
}

/** How a raster is converted. */
export interface ConvertOptions extends Pick<ColorConversion, "intent" | "blackPointCompensation"> {
  /** Gets told of a profile that was left aside, in one sentence. @default nothing */
  readonly note?: ((text: string) => void) | undefined;
}

/**
 * Converts a raster from one profile to another; a missing one is sRGB. A sound profile of the pixels that LittleCMS refuses is
 * ignored.
 *
 * @throws {SourceError} profile-corrupt
 * @throws {UnsupportedError} for a profile of a kind that LittleCMS cannot read
 */
export async function convertProfile(
  raster: Raster,
  from: ColorProfile | undefined,
  to: ColorProfile | undefined,
  options: ConvertOptions = {},
): Promise<Raster> {
  const { note = () => {}, ...how } = options;
  const conversion = { from: readProfile(from), to: readProfile(to), ...how };
  try {
    return await convertColors(raster, conversion);
  } catch (problem) {
    if (problem instanceof ProfileProblem && problem.isRefusal && problem.side === "from" && from !== undefined) {
      note(`${from.source}: ${problem.message}, its profile is ignored`);
      return convertProfile(raster, undefined, to, options);
    }
    const profile = problem instanceof ProfileProblem && problem.side === "to" ? to : from;
    throw problem instanceof ProfileProblem && profile !== undefined ? profileError(profile, problem.cause) : problem;
  }
}

/** {@link convertProfile}, with the profile that comes first in hand. */
export function convertWatched(
  raster: Raster,
  from: ColorProfile | undefined,
  to: ColorProfile | undefined,
  { watch, note }: Pick<ImagingTools, "watch" | "note">,
  options?: ConvertOptions,
): Promise<Raster> {
  const source = (from ?? to)?.source;
  const convert = () => convertProfile(raster, from, to, { ...options, note });
  return source === undefined ? convert() : watch(source, convert);
}

function readProfile(profile: ColorProfile | undefined): Uint8Array | undefined {
  try {
    return profile?.read();
  } catch (problem) {
    throw profile !== undefined && problem instanceof FormatProblem ? profileError(profile, problem) : problem;
  }
}

/** What a request fails with for a profile that cannot be used. */
export function profileError({ source }: ColorProfile, problem: FormatProblem): Error {
  const message = `The colour profile of ${source} cannot be used: ${problem.message}.`;
  if (problem.kind === "corrupt") return new SourceError("profile-corrupt", { message, source, cause: problem });
  return new UnsupportedError(`The colour profile is not supported: ${problem.message}.`, source);
}
