import type { CropRectangle, LayerCommands } from "../../commands/image-commands.ts";
import type { SourceFile } from "../../sources/source-file.ts";
import type { ImagingSettings } from "../imaging.ts";
import { cropRaster } from "../raster/crop.ts";
import { flipRaster } from "../raster/flip.ts";
import type { Raster, Rectangle } from "../raster/raster.ts";
import { resample } from "../raster/resample.ts";
import { rotatedSize, rotateRaster } from "../raster/rotate.ts";
import type { ImagingTools } from "../tools.ts";
import { checkPixels } from "../view/pixel-limits.ts";
import type { Size } from "../view/view-geometry.ts";
import type { PlannedLayer } from "./layer.ts";

/** The commands that shape a layer, whatever is on it. */
export type LayerTransforms = Pick<LayerCommands, "crop" | "size" | "flip" | "rotate">;

/**
 * A layer that shows an image file: cropped, scaled, flipped, rotated, in this order (protocol reference, "Layer
 * transforms").
 *
 * @throws {SourceError} for an image that is damaged or not supported, as far as its structure shows
 * @throws {CommandError} for a layer with more pixels than a source may have
 */
export async function planImageLayer(
  file: SourceFile,
  transforms: LayerTransforms,
  settings: ImagingSettings,
  { codec, watch }: ImagingTools,
): Promise<PlannedLayer> {
  const header = await watch(file.name, () => codec.identify(file, settings.maxSourcePixels));
  const crop = transforms.crop === undefined ? undefined : cropRectangle(header, transforms.crop);
  if (crop !== undefined)
    checkPixels(crop, settings, () => ({ command: "crop", value: `${crop.width} x ${crop.height}` }));
  const scaled = fitInto(crop ?? header, transforms.size);
  checkPixels(scaled, settings, () => ({
    command: "size",
    value: `${transforms.size?.width},${transforms.size?.height}`,
  }));
  const rotate = transforms.rotate ?? 0;
  const size = rotatedSize(scaled.width, scaled.height, rotate);
  checkPixels(size, settings, () => ({ command: "rotate", value: String(rotate) }));
  const draw = async (shown?: Size) => {
    // Nothing but its size is changed: it can come at once in the size in which it will be shown.
    const direct = shown !== undefined && crop === undefined && transforms.size === undefined && rotate === 0;
    const wanted = direct && fitsInto(shown, header) ? shown : scaled;
    const target = crop === undefined && fitsInto(wanted, header) ? wanted : header;
    const decoded = await watch(file.name, () => codec.decode(file, header, target));
    // Not watched: what goes wrong from here on is not the fault of the file.
    const resized =
      crop === undefined
        ? resample(decoded, wanted.width, wanted.height, undefined, decoded.extent)
        : resample(cropRaster(decoded, crop), wanted.width, wanted.height);
    const read = header.profile;
    return {
      raster: flipAndRotate(resized, transforms),
      ...(read === undefined ? {} : { profile: { source: file.name, read } }),
    };
  };
  return { size, draw };
}

/** The transforms that images and texts share. */
export function flipAndRotate(raster: Raster, { flip, rotate }: LayerTransforms): Raster {
  const flipped = flip === undefined ? raster : flipRaster(raster, flip);
  return rotate === undefined ? flipped : rotateRaster(flipped, rotate);
}

/** A crop rectangle in pixels of the source; at least one pixel. */
function cropRectangle({ width, height }: Size, crop: CropRectangle): Rectangle {
  if (crop.unit === "pixels") return crop;
  const x = Math.round(crop.x * width);
  const y = Math.round(crop.y * height);
  return {
    x,
    y,
    width: Math.max(1, Math.round((crop.x + crop.width) * width) - x),
    height: Math.max(1, Math.round((crop.y + crop.height) * height) - y),
  };
}

function fitsInto(size: Size, limit: Size): boolean {
  return size.width <= limit.width && size.height <= limit.height;
}

/** The largest size with the same aspect ratio that exceeds neither limit; a limit of 0 is none. */
function fitInto({ width, height }: Size, limit: Size | undefined): Size {
  const across = limit?.width ? limit.width / width : Number.POSITIVE_INFINITY;
  const down = limit?.height ? limit.height / height : Number.POSITIVE_INFINITY;
  const scale = Math.min(across, down);
  if (scale === Number.POSITIVE_INFINITY) return { width, height };
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
