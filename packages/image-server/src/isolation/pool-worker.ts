import process from "node:process";
import { type ResourceLimits, type Transferable, Worker } from "node:worker_threads";
import { workerEntry } from "#worker-entry";
import { unpackError } from "./crossed-error.ts";
import { JobLost } from "./job-lost.ts";
import { EMPTY_HANDS, type WorkerMessage, type WorkerStart } from "./protocol.ts";

/** Long enough for a machine that is busy with other things; a worker that takes longer will never come. */
const START_TIMEOUT_MS = 60_000;

/** How the workers of a pool are. */
export interface PoolWorkerOptions {
  /** Module that answers jobs; see `serveJobs`. */
  readonly entry: URL;
  /** Handed to every worker; see `workerSetup`. @default nothing */
  readonly setup?: unknown;
  /** Longest time that a job may take, milliseconds. */
  readonly jobTimeoutMs: number;
  /** Bytes that a job may take; see `watchMemory`. */
  readonly jobMemoryBytes: number;
}

/**
 * How far above the memory of a job the limit of a worker's JavaScript heap lies. V8 ends the whole process, not only the
 * thread, when a single large allocation does not fit below that limit, so the watch over the memory has to come first.
 */
const HEAP_HEADROOM = 4;

/** One worker, for one job after another. It is lost with the first job that gets no answer. */
export interface PoolWorker {
  /** Whether it can take a job. False for ever once it is lost. */
  readonly usable: boolean;
  /** Memory of the process in bytes when the job in progress began; undefined while there is none. */
  readonly busySinceBytes: number | undefined;
  /**
   * Has a job done.
   *
   * @param timeoutMs longest time that it may take, at most that of the pool's options. @default that of the pool's options
   * @throws {JobLost} if the worker is lost, and with it the job
   * @throws what the job failed with
   */
  run(job: unknown, transfer: readonly Transferable[], timeoutMs?: number): Promise<unknown>;
  /** Gives the worker up; a job in progress is lost. */
  discard(reason: "memory" | "crash", message: string): void;
}

interface UnderWay {
  readonly settle: (message: WorkerMessage) => void;
  readonly lose: (lost: JobLost) => void;
}

/** Starts a worker. It does not keep the process alive, except while it has a job. */
export function startPoolWorker({ entry, setup, jobTimeoutMs, jobMemoryBytes }: PoolWorkerOptions): PoolWorker {
  const inHand = new Int32Array(new SharedArrayBuffer(4)).fill(EMPTY_HANDS);
  const resourceLimits: ResourceLimits = {
    maxOldGenerationSizeMb: Math.ceil((jobMemoryBytes * HEAP_HEADROOM) / 2 ** 20),
  };
  const workerData: WorkerStart = { inHand, setup };
  const worker = new Worker(workerEntry(entry), { workerData, resourceLimits });
  let ready = false;
  let lost: JobLost | undefined;
  let underWay: UnderWay | undefined;
  let busySinceBytes: number | undefined;
  let onReady = () => {};

  function lose(error: JobLost): void {
    if (lost !== undefined) return;
    lost = error;
    underWay?.lose(error);
    // Not awaited: Bun cannot end a thread that loops inside WebAssembly, and its promise then stays open.
    void Promise.resolve(worker.terminate()).catch(() => {});
    worker.unref();
  }

  const lossOf = (reason: JobLost["reason"], message: string, cause?: unknown) =>
    new JobLost(ready ? reason : "start", Atomics.load(inHand, 0), message, cause);

  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "ready") {
      ready = true;
      onReady();
    } else {
      underWay?.settle(message);
    }
  });
  worker.on("error", (error: Error & { code?: string }) => {
    const reason = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "crash";
    lose(lossOf(reason, `the worker failed: ${error.message}`, error));
  });
  worker.on("messageerror", (error) => lose(lossOf("crash", "the worker's answer cannot be read", error)));
  worker.on("exit", (code) => lose(lossOf("crash", `the worker ended with code ${code}`)));
  worker.unref();

  async function resultOf(job: unknown, transfer: readonly Transferable[], timeoutMs: number): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limitTime = (what: string, limitMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => lose(lossOf("time", `${what} took more than ${limitMs} ms`)), limitMs);
    };
    try {
      const message = await new Promise<WorkerMessage>((settle, reject) => {
        underWay = { settle, lose: reject };
        if (lost !== undefined) return reject(lost);
        // Not before the worker is ready: Deno loses what is posted while a worker still loads its modules.
        onReady = () => {
          limitTime("the job", timeoutMs);
          try {
            worker.postMessage(job, [...transfer]);
          } catch (error) {
            reject(error);
          }
        };
        if (ready) onReady();
        else limitTime("the start of the worker", START_TIMEOUT_MS);
      });
      if (message.kind === "done") return message.result;
      if (message.kind === "broken") {
        const error = unpackError(message.error);
        lose(lossOf("crash", `the worker broke: ${error.message}`, error));
        throw lost;
      }
      throw message.kind === "failed" ? unpackError(message.error) : new Error("the worker gave no answer");
    } finally {
      clearTimeout(timer);
      onReady = () => {};
      underWay = undefined;
    }
  }

  return {
    get usable() {
      return lost === undefined && underWay === undefined;
    },
    get busySinceBytes() {
      return busySinceBytes;
    },
    async run(job, transfer, timeoutMs = jobTimeoutMs) {
      busySinceBytes = process.memoryUsage.rss();
      worker.ref();
      try {
        return await resultOf(job, transfer, Math.min(timeoutMs, jobTimeoutMs));
      } finally {
        busySinceBytes = undefined;
        worker.unref();
      }
    },
    discard: (reason, message) => lose(lossOf(reason, message)),
  };
}
