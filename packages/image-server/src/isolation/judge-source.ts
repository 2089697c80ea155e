import { inspectIccProfile } from "@understudy/source-check/decoder";
import type { ImagingResources } from "../imaging/imaging.ts";
import type { NeededSource } from "../imaging/needed-sources.ts";
import { openFont } from "../imaging/text/font.ts";
import type { ImagingTools } from "../imaging/tools.ts";

/**
 * Finds out whether one source can be used, and does nothing else: an image is decoded in full, a font opened, a profile looked
 * at.
 *
 * @throws {SourceError} for a source that is damaged or not supported
 * @throws {UnsupportedError} for a font of a kind that this server cannot use
 */
export async function judgeSource(
  { kind, name }: NeededSource,
  resources: ImagingResources,
  { codec, watch }: ImagingTools,
): Promise<void> {
  switch (kind) {
    case "image": {
      const { file } = await resources.image(name);
      await watch(file.name, async () => codec.decode(file, await codec.identify(file)));
      return;
    }
    case "font": {
      const file = await resources.font(name);
      await watch(file.name, async () => openFont(file));
      return;
    }
    case "profile": {
      const file = await resources.profile(name);
      await watch(file.name, async () => inspectIccProfile(file.bytes));
    }
  }
}
