import { SourceError, type SourceErrorCode } from "@understudy/core";
import * as imagescript from "imagescript";
import type { EncodedImage, ImageProperties, ImagingResources } from "../imaging/imaging.ts";
import { type NeededSource, neededSources } from "../imaging/needed-sources.ts";
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
   * Does a task in a worker. The sources are read in this thread. A worker that is lost costs one more attempt on a
   * fresh one; after that the source that it had in hand is judged.
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

/** Attempts of a job whose worker is lost. */
const MOST_ATTEMPTS = 2;

const CORRUPT_CODES: Readonly<Record<JudgedSource["kind"], SourceErrorCode>> = {
  image: "image-corrupt",
  font: "font-corrupt",
  profile: "profile-corrupt",
};

/** The sources that a task names, in the order in which it asks for them. */
export function sourcesOfTask(task: ImagingTask): NeededSource[] {
  if (task.kind === "imageprops") return [{ kind: "image", name: task.src }];
  const use = task.kind === "render" ? "rendering" : "properties";
  return neededSources(task.commands, task.src, task.settings, use);
}

/** An imaging service on the workers of a pool. */
export function createImagingService(pool: WorkerPool): ImagingService {
  return {
    async run(task, resources, onJudged = () => {}) {
      for (let attempt = 1; ; attempt++) {
        const { sources, failure } = await loadSources(sourcesOfTask(task), resources);
        // Their bytes are about to leave this thread.
        const known = sources.map(({ kind, file: { name, path, identity } }) => ({
          kind,
          file: { name, path, identity },
        }));
        try {
          return (await pool.run(...movable({ task, sources }))) as never;
        } catch (error) {
          if (error instanceof JobLost) {
            if (attempt < MOST_ATTEMPTS) continue;
            const blamed = known[error.inHand];
            const judged = lossVerdict(error, blamed);
            if (blamed !== undefined) onJudged(blamed, judged);
            throw judged;
          }
          if (error instanceof Error && error.name === MISSING_SOURCE && failure !== undefined) throw failure.error;
          if (error instanceof SourceError) {
            const blamed = known.find(({ file }) => file.name === error.source);
            if (blamed !== undefined && error.code !== "overloaded") onJudged(blamed, error);
          }
          throw error;
        }
      }
    },
    close: () => pool.close(),
  };
}

/** What a job fails with that no worker survived. */
function lossVerdict(lost: JobLost, blamed: JudgedSource | undefined): SourceError {
  if (blamed === undefined || lost.reason === "start") {
    return new SourceError("overloaded", { message: `The rendering was given up: ${lost.message}`, cause: lost });
  }
  const { kind, file } = blamed;
  return new SourceError(CORRUPT_CODES[kind], {
    source: file.name,
    message: `The ${kind} ${file.name} is damaged: ${MOST_ATTEMPTS} workers were lost over it, ${lost.message}.`,
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
