import type { LayerPosition } from "../../commands/image-commands.ts";
import { convertWatched } from "../color/color-profile.ts";
import { compositeOver, fadeRaster } from "../raster/composite.ts";
import type { ImagingTools } from "../tools.ts";
import type { Size } from "../view/view-geometry.ts";
import type { DrawnLayer, PlannedLayers } from "./layer.ts";

/**
 * Draws the layers one over another on layer 0, which is the canvas (protocol reference, "The compositing canvas",
 * "Layer placement").
 *
 * A single layer keeps its own colours: they are converted once, after it has been scaled down. Several meet in sRGB.
 *
 * @param shown the size that they are going to be scaled to; a single layer may come in that size
 */
export async function composeLayers(
  [base, ...others]: PlannedLayers,
  shown: Size,
  tools: ImagingTools,
): Promise<DrawnLayer> {
  const drawn = await base.plan.draw(others.length === 0 ? shown : undefined);
  const faded = fadeRaster(drawn.raster, opacity(base.commands.opac));
  if (others.length === 0) return { ...drawn, raster: faded };
  // The canvas is drawn on, so it must not be a raster of another owner.
  const converted = await convertWatched(faded, drawn.profile, undefined, tools);
  const canvas = { width: converted.width, height: converted.height, data: converted.data.slice() };
  for (const { commands, plan } of others) {
    const layer = await plan.draw();
    const raster = await convertWatched(layer.raster, layer.profile, undefined, tools);
    const { x, y } = offset(canvas, raster, commands.pos);
    compositeOver(canvas, raster, x, y, opacity(commands.opac));
  }
  return { raster: canvas };
}

function opacity(percent: number | undefined): number {
  return (percent ?? 100) / 100;
}

/** Where a layer's top left corner lies; centres are what `pos` aligns. */
function offset(canvas: Size, layer: Size, pos: LayerPosition | undefined): { x: number; y: number } {
  const unit = pos?.unit === "normalized" ? canvas : { width: 1, height: 1 };
  return {
    x: Math.round((canvas.width - layer.width) / 2 + (pos?.x ?? 0) * unit.width),
    y: Math.round((canvas.height - layer.height) / 2 + (pos?.y ?? 0) * unit.height),
  };
}
