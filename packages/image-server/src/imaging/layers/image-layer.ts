import { FormatProblem, type ImageHeader } from "@understudy/source-check/decoder";
import type { CropRectangle, LayerCommands } from "../../commands/image-commands.ts";
import type { SourceFile } from "../../sources/source-file.ts";
import { identifyOptions } from "../codec/identify-options.ts";
import type { ColorProfile } from "../color/color-profile.ts";
import { type EmbeddedProfile, embeddedProfile } from "../color/embedded-profile.ts";
import { pictureColors } from "../facts/picture-colors.ts";
import { storedOrientation } from "../facts/stored-orientation.ts";
import type { ImagingSettings } from "../imaging.ts";
import { cropRaster } from "../raster/crop.ts";
import { flipRaster } from "../raster/flip.ts";
import { orientedSize, orientRaster } from "../raster/orient.ts";
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
 * A layer that shows an image file: turned as the file asks, then cropped, scaled, flipped, rotated, in this order
 * (protocol reference, "Layer transforms").
 *
 * @throws {SourceError} for an image that is damaged or not supported, as far as its structure shows
 * @throws {CommandError} for a layer with more pixels than a source may have
 */
export async function planImageLayer(
  file: SourceFile,
  transforms: LayerTransforms,
  settings: ImagingSettings,
  { codec, watch, note = () => {} }: ImagingTools,
): Promise<PlannedLayer> {
  const header = await watch(file.name, () => codec.identify(file, identifyOptions(settings)));
  const orientation = settings.orientation === "ignore" ? 1 : storedOrientation(file.bytes, header.format);
  const picture = orientedSize(header, orientation);
  const crop = transforms.crop === undefined ? undefined : cropRectangle(picture, transforms.crop);
  if (crop !== undefined)
    checkPixels(crop, settings, () => ({ command: "crop", value: `${crop.width} x ${crop.height}` }));
  const scaled = fitInto(crop ?? picture, transforms.size);
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
    const wanted = direct && fitsInto(shown, picture) ? shown : scaled;
    // What the decoder gets and gives is not turned yet.
    const stored = orientedSize(wanted, orientation);
    const target = crop === undefined && fitsInto(stored, header) ? stored : header;
    const decoded = await watch(file.name, () => codec.decode(file, header, target));
    // Not watched: what goes wrong from here on is not the fault of the file.
    const resized =
      crop === undefined
        ? orientRaster(resample(decoded, stored.width, stored.height, undefined, decoded.extent), orientation)
        : resample(cropRaster(orientRaster(decoded, orientation), crop), wanted.width, wanted.height);
    const profile = profileOf(file, header, note);
    return { raster: flipAndRotate(resized, transforms), ...(profile === undefined ? {} : { profile }) };
  };
  // Decoding takes about a quarter of the time that our own filters take for a pixel, a change of colours as much as they.
  const passes = header.profile === undefined ? 1 : 2;
  const costPixels = pixelsOf(header) / 4 + pixelsOf(scaled) * passes + (rotate === 0 ? 0 : pixelsOf(size));
  return { size, costPixels, draw };
}

/** The profile that a picture's colours are to be read by; one that is damaged fails when it is needed. */
function profileOf(file: SourceFile, header: ImageHeader, note: (text: string) => void): ColorProfile | undefined {
  if (header.profile === undefined) return undefined;
  let profile: EmbeddedProfile;
  try {
    profile = embeddedProfile(header.profile, pictureColors(file.bytes, header.format));
  } catch (problem) {
    if (!(problem instanceof FormatProblem)) throw problem;
    const read = () => {
      throw problem;
    };
    return { source: file.name, read };
  }
  if ("ignored" in profile) {
    note(`${file.name}: ${profile.ignored}, which is ignored`);
    return undefined;
  }
  const { bytes } = profile;
  return { source: file.name, read: () => bytes };
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

function pixelsOf({ width, height }: Size): number {
  return width * height;
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
