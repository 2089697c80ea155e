import { CommandError } from "../../commands/command-error.ts";
import type { ImagingResources, ImagingSettings } from "../imaging.ts";
import { flipAndRotate, type LayerTransforms } from "../layers/image-layer.ts";
import type { PlannedLayer } from "../layers/layer.ts";
import { rotatedSize } from "../raster/rotate.ts";
import { checkPixels } from "../view/pixel-limits.ts";
import { drawText } from "./draw-text.ts";
import { type Font, openFont } from "./font.ts";
import { parseRtf } from "./rtf.ts";
import { isRtf } from "./rtf-tokens.ts";
import { type Paragraph, plainText, type TextStyle } from "./styled-text.ts";
import { layOutText } from "./text-layout.ts";

/**
 * A layer with text, plain or RTF (protocol reference, "text"). `size` is its text box; without it the layer is as
 * large as the text. `crop` does not apply.
 *
 * @throws {SourceError} font-not-found, font-corrupt
 * @throws {CommandError} for text without a font when the catalog has no default one, and for too large a layer
 * @throws {UnsupportedError} for a font of a kind that this server cannot use
 */
export async function planTextLayer(
  text: string,
  transforms: LayerTransforms,
  resources: ImagingResources,
  settings: ImagingSettings,
): Promise<PlannedLayer> {
  const paragraphs = isRtf(text) ? parseRtf(text) : plainText(text);
  const fonts = await loadFonts(text, paragraphs, resources, settings);
  const fontOf = (style: TextStyle) => fonts.get(style.font ?? settings.defaultFont ?? "")!;
  const layout = layOutText(paragraphs, transforms.size ?? { width: 0, height: 0 }, fontOf);
  const rotate = transforms.rotate ?? 0;
  const size = rotatedSize(layout.size.width, layout.size.height, rotate);
  for (const checked of [layout.size, size]) checkPixels(checked, settings, () => ({ command: "text", value: text }));
  return { size, draw: async () => ({ raster: flipAndRotate(drawText(layout), transforms) }) };
}

async function loadFonts(
  text: string,
  paragraphs: readonly Paragraph[],
  resources: ImagingResources,
  { defaultFont }: ImagingSettings,
): Promise<Map<string, Font>> {
  const fonts = new Map<string, Font>();
  const styles = paragraphs.flatMap(({ lines, style }) => [...lines.flat().map((run) => run.style), style]);
  for (const { font } of styles) {
    const name = font ?? defaultFont;
    if (name === undefined) {
      const allowed = "RTF that names a font for all its text: the catalog has no DefaultFont";
      throw new CommandError({ command: "text", value: text, allowed });
    }
    if (!fonts.has(name)) fonts.set(name, openFont(await resources.font(name)));
  }
  return fonts;
}
