import { DEFAULT_MAX_SOURCE_PIXELS } from "@understudy/source-check/decoder";
import { CommandError } from "../../commands/command-error.ts";
import type { ImageCommands } from "../../commands/image-commands.ts";
import type { ImagingSettings } from "../imaging.ts";
import type { Size, ViewGeometry } from "./view-geometry.ts";

const LARGEST_SCALED_SIDE = 2 ** 31;

type SizeCommands = Pick<ImageCommands, "wid" | "hei" | "scl">;

/**
 * Refuses a response image that is larger than MaxPix in either dimension (catalog attribute reference, "MaxPix").
 *
 * @throws {CommandError} that names the command which asks for the size
 */
export function checkMaxPix({ view, scaled }: ViewGeometry, commands: SizeCommands, settings: ImagingSettings): void {
  const { width, height } = settings.maxPix;
  const tooWide = width > 0 && view.width > width;
  if (tooWide || (height > 0 && view.height > height)) {
    throw new CommandError({
      ...askedBy(commands, tooWide ? ["wid", "scl", "hei"] : ["hei", "scl", "wid"]),
      allowed: `a response image within MaxPix ${width},${height}; it would have ${view.width} x ${view.height} pixels`,
    });
  }
  checkPixels(view, settings, () => askedBy(commands, ["wid", "hei", "scl"]));
  // Only a part of it may be seen, but beyond this the arithmetic is no longer exact.
  if (Math.max(scaled.width, scaled.height) > LARGEST_SCALED_SIDE) {
    throw new CommandError({
      ...askedBy(commands, ["scl", "wid", "hei"]),
      allowed: "a scale that leaves the image within 2^31 pixels a side",
    });
  }
}

/**
 * Refuses an intermediate image that has more pixels than a source may have.
 *
 * @param asked the command that asks for it, and its value
 * @throws {CommandError}
 */
export function checkPixels(
  size: Size,
  settings: ImagingSettings,
  asked: () => { command: string; value: string },
): void {
  const most = settings.maxSourcePixels ?? DEFAULT_MAX_SOURCE_PIXELS;
  if (size.width * size.height <= most) return;
  throw new CommandError({
    ...asked(),
    allowed: `an image of at most ${most} pixels; it would have ${size.width} x ${size.height}`,
  });
}

/** The first of some commands that the request has. */
function askedBy(commands: SizeCommands, order: readonly (keyof SizeCommands)[]): { command: string; value: string } {
  const command = order.find((name) => commands[name] !== undefined);
  return { command: command ?? "wid", value: command === undefined ? "" : String(commands[command]) };
}
