import { parentPort, type Transferable, workerData } from "node:worker_threads";
import { packError } from "./crossed-error.ts";
import { EMPTY_HANDS, type WorkerMessage, type WorkerStart } from "./protocol.ts";

/** A job's answer and what of it goes over to the other thread instead of being copied. */
export interface JobResult {
  readonly result: unknown;
  readonly transfer: readonly Transferable[];
}

/** What the pool was given for its workers to know. */
export function workerSetup<T>(): T {
  return (workerData as WorkerStart).setup as T;
}

/**
 * The worker's side of a pool: answers one job after another, for as long as the pool wants.
 *
 * @param work does one job; it is to call `takeInHand` with a number for what it is busy with, -1 = nothing
 */
export function serveJobs(work: (job: never, takeInHand: (what: number) => void) => Promise<JobResult>): void {
  const port = parentPort;
  if (port === null) throw new Error("this module is to be started as a worker");
  const { inHand } = workerData as WorkerStart;
  const takeInHand = (what: number) => void Atomics.store(inHand, 0, what);
  const post = (message: WorkerMessage, transfer: readonly Transferable[] = []) =>
    port.postMessage(message, [...transfer]);

  port.on("message", async (job: unknown) => {
    try {
      const { result, transfer } = await work(job as never, takeInHand);
      takeInHand(EMPTY_HANDS);
      post({ kind: "done", result }, transfer);
    } catch (error) {
      // What is in hand stays: the pool wants to know it of a broken worker.
      post({ kind: isTrap(error) ? "broken" : "failed", error: packError(error) });
      if (!isTrap(error)) takeInHand(EMPTY_HANDS);
    }
  });
  post({ kind: "ready" });
}

/** A WebAssembly instance that trapped may be in any state. */
function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError;
}
