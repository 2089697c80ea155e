import { SourceError } from "@understudy/core";

/** How much rendering goes on at a time. */
export interface RenderQueueOptions {
  /** Renderings at a time, from 1. */
  maxConcurrent: number;
  /** Renderings that wait for their turn, from 0; one more is refused. */
  maxQueued: number;
}

/** Runs a task when its turn comes. A signal takes a task back that still waits; one that has begun goes on. */
export type RenderQueue = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * A bounded queue in front of the renderer: work that would only make all others wait is refused at once.
 *
 * The queue's promise rejects with what the task rejects with, with the signal's reason when the task was taken back,
 * or with `SourceError("overloaded")` when the queue is full.
 */
export function createRenderQueue({ maxConcurrent, maxQueued }: RenderQueueOptions): RenderQueue {
  let running = 0;
  const waiting = new Set<() => void>();

  function turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener("abort", takeBack);
        resolve();
      };
      const takeBack = () => {
        waiting.delete(begin);
        reject(signal?.reason);
      };
      waiting.add(begin);
      signal?.addEventListener("abort", takeBack, { once: true });
    });
  }

  return async (task, signal) => {
    signal?.throwIfAborted();
    if (running >= maxConcurrent) {
      if (waiting.size >= maxQueued) {
        throw new SourceError("overloaded", {
          message: `${running} renderings are under way and ${waiting.size} wait; no more are accepted`,
        });
      }
      // The one that ends hands its place over, so `running` does not change and no other can slip in between.
      await turn(signal);
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const [next] = waiting;
      if (next === undefined) running -= 1;
      else {
        waiting.delete(next);
        next();
      }
    }
  };
}
