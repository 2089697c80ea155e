import { CommandError } from "../../commands/command-error.ts";
import type { SourceFile } from "../../sources/source-file.ts";
import type { ImagingResources, ImagingSettings } from "../imaging.ts";
import { flipAndRotate, type LayerTransforms } from "../layers/image-layer.ts";
import type { PlannedLayer } from "../layers/layer.ts";
import { rotatedSize } from "../raster/rotate.ts";
import type { ImagingTools } from "../tools.ts";
import { checkPixels } from "../view/pixel-limits.ts";
import { drawText } from "./draw-text.ts";
import { openFont } from "./font.ts";
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
  { watch }: Pick<ImagingTools, "watch">,
): Promise<PlannedLayer> {
  const paragraphs = readText(text);
  const files = await loadFonts(text, paragraphs, resources, settings);
  // Of several fonts the first one answers for what never comes to an end.
  const [first] = files.values();
  const layout = await watch(first?.name ?? "", async () => {
    const fonts = new Map([...files].map(([name, file]) => [name, openFont(file)]));
    const fontOf = (style: TextStyle) => fonts.get(style.font ?? settings.defaultFont ?? "")!;
    return layOutText(paragraphs, transforms.size ?? { width: 0, height: 0 }, fontOf);
  });
  const rotate = transforms.rotate ?? 0;
  const size = rotatedSize(layout.size.width, layout.size.height, rotate);
  for (const checked of [layout.size, size]) checkPixels(checked, settings, () => ({ command: "text", value: text }));
  const drawWatched = () => watch(first?.name ?? "", async () => drawText(layout));
  return {
    size,
    costPixels: layout.size.width * layout.size.height + (rotate === 0 ? 0 : size.width * size.height),
    draw: async () => ({ raster: flipAndRotate(await drawWatched(), transforms) }),
  };
}

/** The fonts that a text names, each once; what is in no font at all has none. */
export function fontNames(text: string, { defaultFont }: Pick<ImagingSettings, "defaultFont">): string[] {
  const names = stylesOf(readText(text)).map(({ font }) => font ?? defaultFont);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function readText(text: string): Paragraph[] {
  return isRtf(text) ? parseRtf(text) : plainText(text);
}

function stylesOf(paragraphs: readonly Paragraph[]): TextStyle[] {
  return paragraphs.flatMap(({ lines, style }) => [...lines.flat().map((run) => run.style), style]);
}

async function loadFonts(
  text: string,
  paragraphs: readonly Paragraph[],
  resources: ImagingResources,
  { defaultFont }: ImagingSettings,
): Promise<Map<string, SourceFile>> {
  const fonts = new Map<string, SourceFile>();
  for (const { font } of stylesOf(paragraphs)) {
    const name = font ?? defaultFont;
    if (name === undefined) {
      const allowed = "RTF that names a font for all its text: the catalog has no DefaultFont";
      throw new CommandError({ command: "text", value: text, allowed });
    }
    if (!fonts.has(name)) fonts.set(name, await resources.font(name));
  }
  return fonts;
}
