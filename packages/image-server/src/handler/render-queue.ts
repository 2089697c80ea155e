import { SourceError } from "@understudy/core";

/** How much rendering goes on at a time. */
export interface RenderQueueOptions {
  /** Renderings at a time, from 1. */
  maxConcurrent: number;
  /** Renderings that wait for their turn, from 0; one more is refused. */
  maxQueued: number;
}

/** Runs a task when its turn comes. */
export type RenderQueue = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * A bounded queue in front of the renderer: work that would only make everybody wait is refused at once.
 *
 * The queue's promise rejects with what the task rejects with, or with `SourceError("overloaded")` when it is full.
 */
export function createRenderQueue({ maxConcurrent, maxQueued }: RenderQueueOptions): RenderQueue {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async (task) => {
    if (running >= maxConcurrent) {
      if (waiting.length >= maxQueued) {
        throw new SourceError("overloaded", {
          message: `${running} renderings are under way and ${waiting.length} wait; no more are accepted`,
        });
      }
      // The one that ends hands its place over, so `running` does not change and nobody can slip in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
