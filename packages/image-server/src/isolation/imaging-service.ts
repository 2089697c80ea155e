import { SourceError } from "@understudy/core";
import * as imagescript from "imagescript";
import type { JudgementSettings } from "../imaging/codec/identify-options.ts";
import type { EncodedImage, ImageProperties, ImagingResources } from "../imaging/imaging.ts";
import { type NeededSource, neededSources } from "../imaging/needed-sources.ts";
import { UnsupportedError } from "../imaging/unsupported-error.ts";
import { type ImagingJob, type ImagingTask, type JudgedSource, MISSING_SOURCE } from "./imaging-job.ts";
import { JobLost } from "./job-lost.ts";
import { loadSources } from "./load-sources.ts";
import type { WorkerPool } from "./worker-pool.ts";

// imagescript's encoders are native code that does not survive being unloaded with the last thread that uses it: the
// process would crash at the end of a worker. This thread keeps it loaded. Named, so that the import is not part of the
// declarations: those of imagescript have errors.
void imagescript;

/** What a task yields. */
export type ImagingResult<T extends ImagingTask> = T["kind"] extends "render" ? EncodedImage : ImageProperties;

/** Does imaging tasks where they can do no harm. */
export interface ImagingService {
  /**
   * Does a task in a worker. The sources are read in this thread.
   *
   * A worker that is lost says nothing about the sources (X21): time, memory and the processor are the server's. The source
   * that it had in hand is judged alone, in a job that does nothing else and has its time by the size of the file. When that
   * is lost twice too, no decoder here comes to an end with it, and it is unsupported; else the task is overloaded. A
   * task that broke a worker is done once more; one that ran out of time or memory is not.
   *
   * @param onJudged is called with every source that the task found broken, with the error that is then thrown
   * @throws {SourceError} for a source that is missing or broken; overloaded when it took too much and no source is to
   * blame
   * @throws {CommandError} for commands that cannot be carried out
   * @throws {UnsupportedError} for a font or a profile of a kind that this server cannot use
   */
  run<T extends ImagingTask>(
    task: T,
    resources: ImagingResources,
    onJudged?: (source: JudgedSource, error: SourceError) => void,
  ): Promise<ImagingResult<T>>;
  /** Ends the workers. */
  close(): void;
}

/** Times that a source is judged alone before it is given up. */
const JUDGEMENTS = 2;
/** Longest time for such a judgement: so much, and so much for each byte of the file (one second per megabyte). */
const JUDGE_MS = 5000;
const JUDGE_MS_PER_BYTE = 1 / 1000;

/** The sources that a task names, in the order in which it asks for them. */
export function sourcesOfTask(task: ImagingTask): NeededSource[] {
  if (task.kind === "imageprops") return [{ kind: "image", name: task.src }];
  if (task.kind === "judge") return [task.source];
  const use = task.kind === "render" ? "rendering" : "properties";
  return neededSources(task.commands, task.src, task.settings, use);
}

/** An imaging service on the workers of a pool. */
export function createImagingService(pool: WorkerPool): ImagingService {
  async function runOnce(task: ImagingTask, resources: ImagingResources, onJudged: OnJudged, timeoutMs?: number) {
    const { sources, failure } = await loadSources(sourcesOfTask(task), resources);
    // Their bytes are about to leave this thread.
    const known = sources.map(({ kind, name, file }): KnownSource => {
      const { name: fileName, path, identity } = file;
      return { kind, name, file: { name: fileName, path, identity } };
    });
    try {
      return await pool.run(...movable({ task, sources }), timeoutMs);
    } catch (error) {
      if (error instanceof JobLost) throw new LostOver(error, known[error.inHand]);
      if (error instanceof Error && error.name === MISSING_SOURCE && failure !== undefined) throw failure.error;
      if (error instanceof SourceError) {
        const blamed = known.find(({ file }) => file.name === error.source);
        if (blamed !== undefined && error.code !== "overloaded") onJudged(blamed, error);
      }
      throw error;
    }
  }

  /** Whether a source can be used at all. @throws what is wrong with it, and what no worker survives */
  async function judge(
    suspect: KnownSource,
    lost: JobLost,
    settings: JudgementSettings,
    resources: ImagingResources,
    onJudged: OnJudged,
  ) {
    const { kind, name, file } = suspect;
    const timeoutMs = Math.ceil(JUDGE_MS + file.identity.sizeBytes * JUDGE_MS_PER_BYTE);
    let last = lost;
    for (let judgement = 1; judgement <= JUDGEMENTS; judgement++) {
      try {
        await runOnce({ kind: "judge", source: { kind, name }, settings }, resources, onJudged, timeoutMs);
        return;
      } catch (error) {
        if (!(error instanceof LostOver)) throw error;
        last = error.lost;
        if (last.reason === "start") throw overloaded(last);
      }
    }
    const error = givenUp(suspect, last);
    if (error instanceof SourceError) onJudged(suspect, error);
    throw error;
  }

  return {
    async run(task, resources, onJudged = () => {}) {
      for (let attempt = 1; ; attempt++) {
        try {
          return (await runOnce(task, resources, onJudged)) as never;
        } catch (error) {
          if (!(error instanceof LostOver)) throw error;
          const { lost, suspect } = error;
          if (suspect !== undefined && lost.reason !== "start") {
            await judge(suspect, lost, task.settings, resources, onJudged);
          }
          if (attempt > 1 || lost.reason !== "crash") throw overloaded(lost);
        }
      }
    },
    close: () => pool.close(),
  };
}

type OnJudged = (source: JudgedSource, error: SourceError) => void;

/** A source that a task was given, without its bytes, and how the commands call it. */
interface KnownSource extends JudgedSource {
  readonly name: string;
}

/** A job was lost, maybe over a source. */
class LostOver extends Error {
  readonly lost: JobLost;
  readonly suspect: KnownSource | undefined;

  constructor(lost: JobLost, suspect: KnownSource | undefined) {
    super(lost.message);
    this.lost = lost;
    this.suspect = suspect;
  }
}

function overloaded(lost: JobLost): SourceError {
  return new SourceError("overloaded", { message: `The rendering was given up: ${lost.message}`, cause: lost });
}

/** What a request fails with for a source that no worker survives. */
function givenUp({ kind, file }: KnownSource, lost: JobLost): SourceError | UnsupportedError {
  const what = `${JUDGEMENTS} workers that did nothing else were lost over it, ${lost.message}`;
  if (kind !== "image") return new UnsupportedError(`The ${kind} cannot be used: ${what}.`, file.name);
  return new SourceError("image-unsupported", {
    source: file.name,
    message: `The image ${file.name} is not supported: ${what}.`,
    cause: lost,
  });
}

/**
 * A job whose bytes can go over to the worker instead of being copied. Bytes in a part of a larger buffer (small ones
 * that Node reads) are copied first: the rest of it belongs to others.
 */
function movable({ task, sources }: ImagingJob): [ImagingJob, ArrayBuffer[]] {
  const buffers = new Set<ArrayBuffer>();
  const moved = sources.map((source) => {
    const { bytes } = source.file;
    const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
    const own = isWhole && !buffers.has(bytes.buffer as ArrayBuffer) ? bytes : new Uint8Array(bytes);
    buffers.add(own.buffer as ArrayBuffer);
    return { ...source, file: { ...source.file, bytes: own } };
  });
  return [{ task, sources: moved }, [...buffers]];
}
