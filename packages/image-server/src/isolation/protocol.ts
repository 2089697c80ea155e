import type { CrossedError } from "./crossed-error.ts";

/** What a worker is started with, as `workerData`. */
export interface WorkerStart {
  /** Index of the source being processed, in shared memory so that it survives a crash. */
  readonly inHand: Int32Array;
  /** As the pool was given it. */
  readonly setup: unknown;
}

/** What a worker posts: first that it is ready, then one answer to each job. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly error: CrossedError }
  /** It failed in a way after which the worker cannot be trusted: a trap of WebAssembly. */
  | { readonly kind: "broken"; readonly error: CrossedError };

/** The number for "nothing in hand". */
export const EMPTY_HANDS = -1;
