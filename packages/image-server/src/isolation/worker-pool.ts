import type { Transferable } from "node:worker_threads";
import { watchMemory } from "./memory-watch.ts";
import { type PoolWorker, type PoolWorkerOptions, startPoolWorker } from "./pool-worker.ts";

/** Workers that do jobs, each started when it is first needed. */
export interface WorkerPool {
  /**
   * Has a job done by an idle worker, or by a new one when none is idle: how many jobs there are at a time is for the
   * caller to limit.
   *
   * @param timeoutMs longest time that it may take. @default that of the pool's options
   * @throws {JobLost} if the worker is lost, and with it the job
   * @throws what the job failed with
   */
  run(job: unknown, transfer: readonly Transferable[], timeoutMs?: number): Promise<unknown>;
  /** Ends all workers; jobs in progress are lost. */
  close(): void;
}

/** A pool of workers. Nothing is started yet, and the workers never keep the process alive but for a job. */
export function createWorkerPool(options: PoolWorkerOptions): WorkerPool {
  const workers = new Set<PoolWorker>();
  const memory = watchMemory(workers, options.jobMemoryBytes);
  let closed = false;

  function idleWorker(): PoolWorker {
    for (const worker of workers) if (worker.usable) return worker;
    const worker = startPoolWorker(options);
    workers.add(worker);
    return worker;
  }

  return {
    async run(job, transfer, timeoutMs) {
      if (closed) throw new Error("the workers are closed");
      const worker = idleWorker();
      const done = worker.run(job, transfer, timeoutMs);
      memory.check();
      try {
        return await done;
      } finally {
        if (!worker.usable) workers.delete(worker);
      }
    },
    close() {
      closed = true;
      memory.stop();
      for (const worker of workers) worker.discard("crash", "the server was closed");
      workers.clear();
    },
  };
}
