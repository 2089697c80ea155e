import type { ImageCommands, LayerCommands } from "../../commands/image-commands.ts";
import { parseCommands } from "../../commands/parse-commands.ts";
import type { Codec } from "../codec/codec.ts";
import type { ImagingResources, ImagingSettings } from "../imaging.ts";
import { planTextLayer } from "../text/text-layer.ts";
import type { ImagingTools } from "../tools.ts";
import { planImageLayer } from "./image-layer.ts";
import type { PlannedLayers, PositionedLayer } from "./layer.ts";
import { checkLayerBudget } from "./layer-budget.ts";

/**
 * Loads and looks at everything that the layers are made of, in their order, so that a broken source in any of them
 * fails the request before anything is decoded.
 *
 * @throws {SourceError}
 * @throws {CommandError}
 */
export async function planLayers(
  commands: ImageCommands,
  baseSrc: string,
  resources: ImagingResources,
  settings: ImagingSettings,
  tools: ImagingTools,
): Promise<PlannedLayers> {
  const planned: PositionedLayer[] = [];
  const once = { ...tools, codec: identifiesOnce(tools.codec) };
  for (const layer of commands.layers) planned.push(await planLayer(layer, baseSrc, resources, settings, once));
  const [first, ...others] = planned;
  const layers: PlannedLayers = [first!, ...others];
  checkLayerBudget(layers, settings);
  return layers;
}

/** A file that several layers show is looked at once. */
function identifiesOnce(codec: Codec): Codec {
  const headers = new Map<string, ReturnType<Codec["identify"]>>();
  return {
    ...codec,
    identify(file, ...options) {
      const known = headers.get(file.path);
      if (known !== undefined) return known;
      const header = codec.identify(file, ...options);
      headers.set(file.path, header);
      return header;
    },
  };
}

async function planLayer(
  layer: LayerCommands,
  baseSrc: string,
  resources: ImagingResources,
  settings: ImagingSettings,
  tools: ImagingTools,
): Promise<PositionedLayer> {
  const { content } = layer;
  if (content.kind === "text") {
    return { commands: layer, plan: await planTextLayer(content.text, layer, resources, settings, tools) };
  }
  if (content.kind === "base") {
    // The row's modifier is part of the request's commands already.
    const { file } = await resources.image(baseSrc);
    return { commands: layer, plan: await planImageLayer(file, layer, settings, tools) };
  }
  const { file, modifier } = await resources.image(content.src);
  const commands = modifier === undefined ? layer : { ...layerModifier(modifier), ...layer };
  return { commands, plan: await planImageLayer(file, commands, settings, tools) };
}

/** What the modifier of a catalog row says about the layer that shows its image; the rest of it is for requests. */
function layerModifier(modifier: string): Partial<LayerCommands> {
  const { content: _, number: __, ...commands } = parseCommands(modifier).commands.layers[0];
  return commands;
}
