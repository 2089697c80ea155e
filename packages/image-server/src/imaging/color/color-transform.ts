import { breaks, FormatProblem, inspectIccProfile, unsupported } from "@understudy/source-check/decoder";
import {
  cmsFLAGS_BLACKPOINTCOMPENSATION,
  INTENT_ABSOLUTE_COLORIMETRIC,
  INTENT_PERCEPTUAL,
  INTENT_RELATIVE_COLORIMETRIC,
  INTENT_SATURATION,
  type Lcms,
  TYPE_GRAYA_8,
  TYPE_RGBA_8,
} from "lcms-wasm";
import type { RenderIntent } from "../../commands/image-commands.ts";
import type { Raster } from "../raster/raster.ts";
import { openProfile, withCleanup, withLcms } from "./lcms.ts";

const corrupt = breaks('ICC.1:2022, 7.2.8 "Data colour space field"');

/** Pixels that are handed to LittleCMS at once: a few hundred kB on its heap. */
const PIXELS_AT_ONCE = 65_536;

const INTENTS: Readonly<Record<RenderIntent, number>> = {
  perceptual: INTENT_PERCEPTUAL,
  relative: INTENT_RELATIVE_COLORIMETRIC,
  saturation: INTENT_SATURATION,
  absolute: INTENT_ABSOLUTE_COLORIMETRIC,
};

/** From which colours to which, and how. */
export interface ColorConversion {
  /** ICC profile of the pixels, RGB or gray; undefined = sRGB. */
  readonly from: Uint8Array | undefined;
  /** ICC profile of the result, RGB; undefined = sRGB. */
  readonly to: Uint8Array | undefined;
  /** @default "relative" */
  readonly intent?: RenderIntent;
  /** @default true */
  readonly blackPointCompensation?: boolean;
}

/** Which of the two profiles of a conversion is at fault. */
export class ProfileProblem extends Error {
  override readonly name = "ProfileProblem";
  readonly side: "from" | "to";
  override readonly cause: FormatProblem;
  /** Whether LittleCMS refuses a profile that the check found sound, which proves nothing against it (X21). */
  readonly isRefusal: boolean;

  constructor(side: ProfileProblem["side"], cause: FormatProblem, isRefusal = false) {
    super(cause.message);
    this.side = side;
    this.cause = cause;
    this.isRefusal = isRefusal;
  }
}

/**
 * Converts the colours of a raster; alpha stays. Everything that LittleCMS allocates is freed on every path.
 *
 * @throws {ProfileProblem} for a profile that is damaged, unsupported, or of a colour space that cannot be used
 */
export async function convertColors(raster: Raster, conversion: ColorConversion): Promise<Raster> {
  if (conversion.from === conversion.to) return raster;
  return withLcms(
    (lcms) => withCleanup((later) => convert(lcms, raster, conversion, later)),
    (error) => error instanceof ProfileProblem,
  );
}

/** A profile checked and opened; the caller closes it. */
interface OpenProfile {
  readonly handle: number;
  readonly gray: boolean;
}

function convert(
  lcms: Lcms,
  raster: Raster,
  { from, to, intent = "relative", blackPointCompensation = true }: ColorConversion,
  later: (close: () => void) => void,
): Raster {
  const open = (side: ProfileProblem["side"], bytes: Uint8Array | undefined): OpenProfile => {
    const profile = bytes === undefined ? srgb(lcms) : checkAndOpen(lcms, side, bytes);
    later(() => lcms.cmsCloseProfile(profile.handle));
    return profile;
  };
  const input = open("from", from);
  const output = open("to", to);
  const createTransform = (target: OpenProfile) => {
    const format = input.gray ? TYPE_GRAYA_8 : TYPE_RGBA_8;
    const flags = blackPointCompensation ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0;
    const made = lcms.cmsCreateTransform(input.handle, format, target.handle, TYPE_RGBA_8, INTENTS[intent], flags);
    if (made !== 0) later(() => lcms.cmsDeleteTransform(made));
    return made;
  };
  const transform = createTransform(output);
  if (transform === 0) {
    // LittleCMS does not say which of the two it is; sRGB is always fine.
    const side = from !== undefined && createTransform(open("to", undefined)) === 0 ? "from" : "to";
    throw new ProfileProblem(side, unsupported("LittleCMS can make no transform of it"), true);
  }
  return transformPixels(lcms, transform, raster, input.gray, later);
}

function srgb(lcms: Lcms): OpenProfile {
  return { handle: lcms.cmsCreate_sRGBProfile(), gray: false };
}

function checkAndOpen(lcms: Lcms, side: ProfileProblem["side"], bytes: Uint8Array): OpenProfile {
  try {
    const { colorSpace, sizeBytes } = inspectIccProfile(bytes);
    const gray = colorSpace === "GRAY" && side === "from";
    if (colorSpace !== "RGB" && !gray) throw corrupt(`its colour space is ${colorSpace}, the image's is RGB`);
    const handle = openProfile(lcms, bytes.subarray(0, sizeBytes));
    if (handle === 0) throw new ProfileProblem(side, unsupported("LittleCMS does not read it"), true);
    return { handle, gray };
  } catch (problem) {
    throw problem instanceof FormatProblem ? new ProfileProblem(side, problem) : problem;
  }
}

function transformPixels(
  lcms: Lcms,
  transform: number,
  raster: Raster,
  gray: boolean,
  later: (close: () => void) => void,
): Raster {
  const pixels = raster.width * raster.height;
  const room = Math.min(pixels, PIXELS_AT_ONCE) * 4;
  const input = lcms._malloc(room);
  later(() => lcms._free(input));
  const output = lcms._malloc(room);
  later(() => lcms._free(output));
  const converted: Raster = { width: raster.width, height: raster.height, data: raster.data.slice() };
  for (let first = 0; first < pixels; first += PIXELS_AT_ONCE) {
    const count = Math.min(PIXELS_AT_ONCE, pixels - first);
    const source = raster.data.subarray(first * 4, (first + count) * 4);
    // The heap may have grown since, so its view is taken anew each time.
    if (gray) for (let index = 0; index < count; index++) lcms.HEAPU8[input + index * 2] = source[index * 4]!;
    else lcms.HEAPU8.set(source, input);
    const values = [transform, input, output, count];
    lcms.ccall("cmsDoTransform", undefined, ["number", "number", "number", "number"], values);
    const heap = lcms.HEAPU8;
    for (let index = 0; index < count * 4; index += 4) {
      const at = first * 4 + index;
      converted.data[at] = heap[output + index]!;
      converted.data[at + 1] = heap[output + index + 1]!;
      converted.data[at + 2] = heap[output + index + 2]!;
    }
  }
  return converted;
}
