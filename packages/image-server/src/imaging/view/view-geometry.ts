import type { ImageCommands } from "../../commands/image-commands.ts";
import type { Rectangle } from "../raster/raster.ts";

/** Width and height in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the composite image becomes the response image. */
export interface ViewGeometry {
  /** Size of the response image. */
  readonly view: Size;
  /** Size of the composite image after scaling. */
  readonly scaled: Size;
  /** Where the scaled image's top left corner lies in the view; negative where it is cut off. */
  readonly x: number;
  readonly y: number;
  /** The part of the scaled image that is seen, in its own pixels. */
  readonly visible: Rectangle;
}

type ViewCommands = Pick<ImageCommands, "wid" | "hei" | "fit" | "scl" | "align">;

/**
 * Scale, position and size of the response image (protocol reference, "View transform for images", "fit", "scl").
 * Without `wid`, `hei` and `scl` the composite image is used as it is.
 */
export function viewGeometry(composite: Size, commands: ViewCommands): ViewGeometry {
  const scaled = scaledSize(composite, commands);
  const view = viewSize(scaled, commands);
  const align = commands.align ?? { x: 0, y: 0 };
  const x = Math.round(((view.width - scaled.width) * (align.x + 1)) / 2);
  const y = Math.round(((view.height - scaled.height) * (align.y + 1)) / 2);
  const left = Math.max(0, -x);
  const top = Math.max(0, -y);
  const width = Math.min(scaled.width, view.width - x) - left;
  const height = Math.min(scaled.height, view.height - y) - top;
  return { view, scaled, x, y, visible: { x: left, y: top, width, height } };
}

function scaledSize(composite: Size, { wid, hei, fit, scl }: ViewCommands): Size {
  if (scl !== undefined) return scaleSize(composite, 1 / scl, 1 / scl);
  if (wid === undefined && hei === undefined) return composite;
  const most = fit?.upscale === false ? 1 : Number.POSITIVE_INFINITY;
  const scaleX = Math.min(most, (wid ?? Number.NaN) / composite.width);
  const scaleY = Math.min(most, (hei ?? Number.NaN) / composite.height);
  if (hei === undefined) return scaleSize(composite, scaleX, scaleX);
  if (wid === undefined) return scaleSize(composite, scaleY, scaleY);
  switch (fit?.mode ?? "fit") {
    case "fit":
    case "constrain":
      return scaleSize(composite, Math.min(scaleX, scaleY), Math.min(scaleX, scaleY));
    case "crop":
    case "wrap":
      return scaleSize(composite, Math.max(scaleX, scaleY), Math.max(scaleX, scaleY));
    case "stretch":
      return scaleSize(composite, scaleX, scaleY);
    case "hfit":
      return scaleSize(composite, scaleX, scaleX);
    case "vfit":
      return scaleSize(composite, scaleY, scaleY);
  }
}

function viewSize(scaled: Size, { wid, hei, fit, scl }: ViewCommands): Size {
  const followsImage = scl === undefined && (fit?.mode === "constrain" || fit?.mode === "wrap");
  if (followsImage) return scaled;
  return { width: wid ?? scaled.width, height: hei ?? scaled.height };
}

function scaleSize({ width, height }: Size, scaleX: number, scaleY: number): Size {
  return { width: Math.max(1, Math.round(width * scaleX)), height: Math.max(1, Math.round(height * scaleY)) };
}
