import type { LayerCommands } from "../../commands/image-commands.ts";
import type { ColorProfile } from "../color/color-profile.ts";
import type { Raster } from "../raster/raster.ts";
import type { Size } from "../view/view-geometry.ts";

/** A layer that is known well enough to say how large it will be; nothing is decoded yet. */
export interface PlannedLayer {
  /** After all its transforms. */
  readonly size: Size;
  /** Pixels of all rasters that drawing it makes, scaled, rotated, in other colours; a quarter of those that are decoded. */
  readonly costPixels: number;
  /**
   * Decodes and transforms it.
   *
   * @param shown the size that it is going to be scaled to; it then may come in that size instead of its own
   */
  draw(shown?: Size): Promise<DrawnLayer>;
}

/** The pixels of a layer, in their own colours. */
export interface DrawnLayer {
  readonly raster: Raster;
  /** Undefined = sRGB. */
  readonly profile?: ColorProfile;
}

/** A layer with its own commands, planned. */
export interface PositionedLayer {
  readonly commands: LayerCommands;
  readonly plan: PlannedLayer;
}

/** Layer 0 first, then upwards. */
export type PlannedLayers = readonly [PositionedLayer, ...PositionedLayer[]];
