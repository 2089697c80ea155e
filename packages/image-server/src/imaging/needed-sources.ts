import type { ImageCommands } from "../commands/image-commands.ts";
import type { ImagingSettings } from "./imaging.ts";
import { fontNames } from "./text/text-layer.ts";

/** A source that a request names. */
export interface NeededSource {
  readonly kind: "image" | "font" | "profile";
  readonly name: string;
}

/**
 * The sources that the commands name, each once, in the order in which rendering asks for them.
 *
 * @param use properties need no output profile
 */
export function neededSources(
  commands: ImageCommands,
  baseSrc: string,
  settings: Pick<ImagingSettings, "defaultFont">,
  use: "rendering" | "properties",
): NeededSource[] {
  const needed = commands.layers.flatMap(({ content }): NeededSource[] => {
    if (content.kind === "text") {
      return fontNames(content.text, settings).map((name) => ({ kind: "font", name }));
    }
    return [{ kind: "image", name: content.kind === "base" ? baseSrc : content.src }];
  });
  if (use === "rendering" && commands.icc !== undefined) needed.push({ kind: "profile", name: commands.icc.profile });
  return [...new Map(needed.map((source) => [`${source.kind} ${source.name}`, source])).values()];
}
