import type { PlaceClient } from "@understudy/core/adapter";
import type { NeededSource } from "../imaging/needed-sources.ts";
import type { ImagingTask } from "../isolation/imaging-job.ts";
import { type ImagingResult, sourcesOfTask } from "../isolation/imaging-service.ts";
import { JobLost } from "../isolation/job-lost.ts";
import type { RequestSources } from "../lookup/request-sources.ts";
import type { SourceUse } from "../rendering/verdict-memory.ts";
import type { ServerSnapshot } from "../request/server-snapshot.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * Does an imaging task in its turn, unless one of its sources is known to be broken. What the task finds out about the
 * sources is remembered.
 *
 * @param signal takes the task back as long as it has not begun
 * @param client for whom it is
 * @throws what the imaging service throws
 * @throws {SourceError} overloaded
 */
export async function runJudged<T extends ImagingTask>(
  task: T,
  sources: RequestSources,
  { imaging, verdicts, queue }: Pick<ServerSnapshot, "imaging" | "verdicts" | "queue">,
  signal: AbortSignal | undefined,
  client: PlaceClient,
): Promise<ImagingResult<T>> {
  const uses = await sourceUses(task, sources);
  // Before the queue: who only waits for a verdict is not to hold a place in it.
  const end = await verdicts.begin(uses, signal);
  try {
    const result = await queue(
      () =>
        imaging.run(task, sources, ({ kind, file }, error) =>
          verdicts.broken({ source: file, use: useOf(kind, task) }, error, !(error.cause instanceof JobLost)),
        ),
      signal,
      client,
    );
    verdicts.fine(uses);
    return result;
  } finally {
    end();
  }
}

async function sourceUses(task: ImagingTask, sources: RequestSources): Promise<SourceUse[]> {
  const uses: SourceUse[] = [];
  for (const needed of sourcesOfTask(task)) {
    const source = await sources.find(needed).catch(() => undefined);
    // Reading it fails, and says why; what comes after it is not reached.
    if (source === undefined) break;
    uses.push({ source, use: useOf(needed.kind, task) });
  }
  return uses;
}

/**
 * What a source is looked at for. Properties do not need the pixels of an image, a font may be damaged only in the
 * glyphs of another text, and a profile may serve for one rendering intent only.
 */
function useOf(kind: NeededSource["kind"], task: ImagingTask): string {
  if (task.kind === "judge") return "judged";
  if (kind === "image" || task.kind === "imageprops") {
    // What is too large for one version of the configuration, or damaged for one catalog, need not be for another.
    const { maxSourcePixels, sourceCheck } = task.settings;
    return `${task.kind === "render" ? "pixels" : "structure"} ${maxSourcePixels} ${sourceCheck}`;
  }
  if (kind === "profile") return canonicalJson(task.commands.icc);
  return canonicalJson(task.commands.layers.map(({ content }) => (content.kind === "text" ? content.text : "")));
}
