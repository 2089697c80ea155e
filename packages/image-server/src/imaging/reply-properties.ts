import type { ImageCommands } from "../commands/image-commands.ts";
import type { SourceFile } from "../sources/source-file.ts";
import { contentTypeOf } from "./encode/encode-image.ts";
import type { ImageProperties, ImagingResources, ImagingSettings } from "./imaging.ts";
import { planLayers } from "./layers/plan-layers.ts";
import { recordResources } from "./recorded-resources.ts";
import { DEFAULT_TOOLS } from "./tools.ts";
import { checkMaxPix } from "./view/pixel-limits.ts";
import { viewGeometry } from "./view/view-geometry.ts";

/**
 * The properties of a response image without making it (`req=props`). The sources are loaded and their structure is
 * checked, nothing is decoded, and profiles are not needed.
 *
 * @throws what `renderImage` throws, as far as it shows without decoding
 */
export async function replyProperties(
  commands: ImageCommands,
  baseSrc: string,
  resources: ImagingResources,
  settings: ImagingSettings,
  tools = DEFAULT_TOOLS,
): Promise<{ readonly properties: ImageProperties; readonly sources: readonly SourceFile[] }> {
  const recorded = recordResources(resources);
  const [base] = await planLayers(commands, baseSrc, recorded, settings, tools);
  const geometry = viewGeometry(base.plan.size, commands);
  checkMaxPix(geometry, commands, settings);
  const properties = { ...geometry.view, format: contentTypeOf(commands.fmt ?? "jpeg") };
  return { properties, sources: recorded.sources };
}
