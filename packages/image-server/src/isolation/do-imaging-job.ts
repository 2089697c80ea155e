import type { Codec } from "../imaging/codec/codec.ts";
import { imageProperties } from "../imaging/image-properties.ts";
import type { ImagingResources } from "../imaging/imaging.ts";
import type { NeededSource } from "../imaging/needed-sources.ts";
import { renderImage } from "../imaging/render-image.ts";
import { replyProperties } from "../imaging/reply-properties.ts";
import type { ImagingTools } from "../imaging/tools.ts";
import { type ImagingJob, type LoadedSource, MISSING_SOURCE } from "./imaging-job.ts";
import { judgeSource } from "./judge-source.ts";
import { EMPTY_HANDS } from "./protocol.ts";
import type { JobResult } from "./serve-jobs.ts";

/**
 * Does an imaging job: the worker's side of `createImagingService`.
 *
 * @param takeInHand is called with the index of the source that is worked on, or -1
 */
export async function doImagingJob(
  { task, sources }: ImagingJob,
  codec: Codec,
  takeInHand: (index: number) => void,
): Promise<JobResult> {
  const tools: ImagingTools = {
    codec,
    async watch(name, work) {
      takeInHand(sources.findIndex(({ file }) => file.name === name));
      const result = await work();
      // Not when it fails: of a worker that breaks, one wants to know over what.
      takeInHand(EMPTY_HANDS);
      return result;
    },
  };
  const resources = givenResources(sources);
  switch (task.kind) {
    case "render": {
      const { sources: _, ...image } = await renderImage(task.commands, task.src, resources, task.settings, tools);
      // A copy in a buffer of its own: memory of native code, of WebAssembly or of a pool cannot change threads.
      const bytes = new Uint8Array(image.bytes);
      return { result: { ...image, bytes }, transfer: [bytes.buffer] };
    }
    case "props":
      return copied((await replyProperties(task.commands, task.src, resources, task.settings, tools)).properties);
    case "judge":
      await judgeSource(task, resources, tools);
      return copied(undefined);
    case "imageprops":
      return copied(await imageProperties((await resources.image(task.src)).file, task.settings, tools));
  }
}

function copied(value: unknown): JobResult {
  return { result: value, transfer: [] };
}

function givenResources(sources: readonly LoadedSource[]): ImagingResources {
  const find = (kind: NeededSource["kind"], name: string): LoadedSource => {
    const found = sources.find((source) => source.kind === kind && source.name === name);
    if (found !== undefined) return found;
    throw Object.assign(new Error(`${kind} ${name} was not loaded`), { name: MISSING_SOURCE });
  };
  return {
    image: async (name) => find("image", name),
    font: async (name) => find("font", name).file,
    profile: async (name) => find("profile", name).file,
  };
}
