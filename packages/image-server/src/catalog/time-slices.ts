import { setTimeout } from "node:timers/promises";

/** Milliseconds of work between two moments at which requests are served. */
const SLICE_MS = 5;
/** Looking at the clock costs about as much as reading a row. */
const STEPS_BETWEEN_LOOKS = 32;

/** Cuts long work on the main thread into slices, between which requests are served. */
export interface TimeSlices {
  /** To be asked after each small step. */
  isOver(): boolean;
  /** Yields to the event loop, and begins the next slice. */
  next(): Promise<void>;
}

export function createTimeSlices(): TimeSlices {
  let steps = 0;
  let startedAtMs = performance.now();
  return {
    isOver: () => ++steps % STEPS_BETWEEN_LOOKS === 0 && performance.now() - startedAtMs >= SLICE_MS,
    async next() {
      // Not setImmediate: on Deno 2.9 its callbacks go on without a look at the sockets, and requests wait for up to a
      // second.
      await setTimeout(0);
      startedAtMs = performance.now();
    },
  };
}
