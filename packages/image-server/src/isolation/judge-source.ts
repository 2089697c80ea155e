import { inspectIccProfile } from "@understudy/source-check/decoder";
import { identifyOptions } from "../imaging/codec/identify-options.ts";
import type { ImagingResources } from "../imaging/imaging.ts";
import { openFont } from "../imaging/text/font.ts";
import type { ImagingTools } from "../imaging/tools.ts";
import type { JudgeTask } from "./imaging-job.ts";

/**
 * Finds out whether one source can be used, and does nothing else: an image is decoded in full, a font opened, a profile looked
 * at.
 *
 * @throws {SourceError} for a source that is damaged or not supported
 * @throws {UnsupportedError} for a font of a kind that this server cannot use
 */
export async function judgeSource(
  { source: { kind, name }, settings }: JudgeTask,
  resources: ImagingResources,
  { codec, watch }: ImagingTools,
): Promise<void> {
  switch (kind) {
    case "image": {
      const { file } = await resources.image(name);
      await watch(file.name, async () => codec.decode(file, await codec.identify(file, identifyOptions(settings))));
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
