import type { ImageCommands } from "../commands/image-commands.ts";
import { convertWatched } from "./color/color-profile.ts";
import { loadOutputProfile } from "./color/output-profile.ts";
import { keepsAlpha } from "./encode/encode-image.ts";
import type { ImagingResources, ImagingSettings, RenderedImage } from "./imaging.ts";
import { composeLayers } from "./layers/compose.ts";
import { planLayers } from "./layers/plan-layers.ts";
import { flattenOnto, placeOn } from "./raster/composite.ts";
import { flipRaster } from "./raster/flip.ts";
import { resample } from "./raster/resample.ts";
import { recordResources } from "./recorded-resources.ts";
import { DEFAULT_TOOLS } from "./tools.ts";
import { checkMaxPix } from "./view/pixel-limits.ts";
import { viewGeometry } from "./view/view-geometry.ts";

/**
 * Renders what a request asks for: loads, decodes, composes, scales, converts and encodes. Decoding and scaling
 * block the event loop.
 *
 * @param baseSrc the image of the request's path, a catalog entry or a path; its modifier is expected to be in
 * `commands`
 * @param tools what it is done with. @default imagescript
 * @throws {SourceError} for a source that is missing, damaged or not supported
 * @throws {CommandError} for a response image beyond MaxPix, or commands that do not go with the sources
 * @throws {UnsupportedError} for a font or a profile of a kind that this server cannot use
 */
export async function renderImage(
  commands: ImageCommands,
  baseSrc: string,
  resources: ImagingResources,
  settings: ImagingSettings,
  tools = DEFAULT_TOOLS,
): Promise<RenderedImage> {
  const recorded = recordResources(resources);
  const notes = new Set<string>();
  const noting = { ...tools, note: (text: string) => void notes.add(text) };
  const layers = await planLayers(commands, baseSrc, recorded, settings, noting);
  const outputProfile = commands.icc === undefined ? undefined : await loadOutputProfile(commands.icc, recorded);
  const geometry = viewGeometry(layers[0].plan.size, commands);
  checkMaxPix(geometry, commands, settings);

  const composite = await composeLayers(layers, geometry.scaled, noting);
  const flipped = commands.flip === undefined ? composite.raster : flipRaster(composite.raster, commands.flip);
  const scaled = resample(flipped, geometry.scaled.width, geometry.scaled.height, geometry.visible);
  // The background comes after the conversion: bgc is a colour of the output (protocol reference, "bgc").
  const converted = await convertWatched(scaled, composite.profile, outputProfile, noting, commands.icc);
  const view = placeOn(geometry.view, converted, Math.max(0, geometry.x), Math.max(0, geometry.y));

  const format = commands.fmt ?? "jpeg";
  const encoded = await tools.codec.encode(
    keepsAlpha(format) ? view : flattenOnto(view, commands.bgc ?? settings.bkgColor),
    {
      format,
      quality: commands.qlt?.quality ?? settings.jpegQuality,
      ...(outputProfile === undefined ? {} : { profile: outputProfile.read() }),
    },
  );
  return { ...encoded, sources: recorded.sources, ...(notes.size === 0 ? {} : { notes: [...notes] }) };
}
