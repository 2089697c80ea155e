import { DEFAULT_MAX_SOURCE_PIXELS } from "@understudy/source-check/decoder";
import { CommandError } from "../../commands/command-error.ts";
import type { ImagingSettings } from "../imaging.ts";
import type { Size } from "../view/view-geometry.ts";
import type { PlannedLayers } from "./layer.ts";

/**
 * How many times MaxPix all layers of a request may cost. With the default MaxPix that is 48 million pixels: a second or two of
 * a core, whatever the layers do.
 */
const MAX_PIX_MULTIPLE = 3;

/**
 * Refuses a request whose layers together are too much work, before anything is decoded: each costs the pixels of every raster
 * that drawing it makes, and those of the canvas that it can cover. A request of one layer has its own limits.
 *
 * @throws {CommandError}
 */
export function checkLayerBudget(layers: PlannedLayers, { maxPix, maxSourcePixels }: ImagingSettings): void {
  if (layers.length === 1) return;
  const { width, height } = maxPix;
  const largest = width > 0 && height > 0 ? width * height : (maxSourcePixels ?? DEFAULT_MAX_SOURCE_PIXELS);
  const most = largest * MAX_PIX_MULTIPLE;
  const [canvas, ...others] = layers;
  const drawn = layers.reduce((sum, { plan }) => sum + plan.costPixels, 0);
  const covered = others.reduce((sum, { plan: { size } }) => sum + overlap(size, canvas.plan.size), 0);
  const cost = Math.ceil(drawn + covered);
  if (cost <= most) return;
  const allowed = `layers that cost at most ${most} pixels, ${MAX_PIX_MULTIPLE} times MaxPix; these cost ${cost}`;
  throw new CommandError({ command: "layer", value: `${layers.length} layers`, allowed });
}

function overlap(a: Size, b: Size): number {
  return Math.min(a.width, b.width) * Math.min(a.height, b.height);
}
