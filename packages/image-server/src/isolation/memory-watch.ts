import process from "node:process";
import type { PoolWorker } from "./pool-worker.ts";

/** How often the memory is measured while jobs are in progress. */
const INTERVAL_MS = 50;

/**
 * Ends the worker that has been busy longest when the memory of the process has grown by more than the jobs in progress
 * may take together. No runtime limits the buffers and the WebAssembly memory of one worker, and what a single thread
 * has taken cannot be asked for; what the process has can.
 *
 * @param jobMemoryBytes what one job may take
 */
export function watchMemory(workers: ReadonlySet<PoolWorker>, jobMemoryBytes: number) {
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function look(): void {
    const busy = [...workers].filter(({ busySinceBytes }) => busySinceBytes !== undefined);
    if (busy.length === 0) {
      stop();
      return;
    }
    const before = Math.min(...busy.map(({ busySinceBytes }) => busySinceBytes!));
    const grownBytes = process.memoryUsage.rss() - before;
    if (grownBytes <= jobMemoryBytes * busy.length) return;
    // Workers are kept in the order of their start, not of their jobs; the one with the least memory before it began.
    const suspect = busy.find(({ busySinceBytes }) => busySinceBytes === before);
    suspect?.discard("memory", `the memory grew by ${grownBytes} bytes; a job may take ${jobMemoryBytes}`);
  }

  return {
    /** Begins to watch; it ends by itself when no job is in progress. */
    check(): void {
      if (timer !== undefined) return;
      timer = setInterval(look, INTERVAL_MS);
      timer.unref();
    },
    stop,
  };
}
