import { SourceError } from "@understudy/core";
import { LRUCache } from "lru-cache";
import type { LocatedSource } from "../sources/source-file.ts";

/** How long verdicts are remembered, and how many. */
export interface VerdictMemoryOptions {
  /** Sources; 0 = nothing is remembered. */
  readonly maxEntries: number;
  /** Milliseconds, from 1. */
  readonly maxAgeMs: number;
  /** Requests that wait for another to judge; one more is refused. */
  readonly maxWaiting: number;
}

/** A version of a source and what it was looked at for: what is damaged for one use need not be for another. */
export interface SourceUse {
  readonly source: LocatedSource;
  /** Verdicts for one use say nothing about another. */
  readonly use: string;
}

/**
 * Remembers what was found out about the sources, by path, size, modification time and inode: a broken one is not read
 * again before it is replaced, and one that is not known yet is judged by one request at a time.
 */
export interface VerdictMemory {
  /**
   * Waits until no other request is judging any of these sources. Those of them that are not known yet are then this
   * request's to judge, until it calls what it gets here.
   *
   * @param signal gives up waiting; the promise then rejects with its reason
   * @throws {SourceError} the remembered error of the first that is known to be broken; overloaded if too many wait
   */
  begin(uses: readonly SourceUse[], signal: AbortSignal | undefined): Promise<() => void>;
  /**
   * Takes down that a source is broken.
   *
   * @param isCertain false where it may have been the moment's fault too: that is soon forgotten. @default true
   */
  broken(use: SourceUse, error: SourceError, isCertain?: boolean): void;
  /** Takes down that sources are fine. */
  fine(uses: readonly SourceUse[]): void;
}

/** Codes that say something about the file itself, and not about the moment or the server. */
const LASTING_CODES: ReadonlySet<string> = new Set([
  "image-corrupt",
  "image-unsupported",
  "profile-corrupt",
  "font-corrupt",
]);

/** A decoder that did not come to its end in time may have had too little of the processor. */
const UNCERTAIN_MAX_AGE_MS = 60_000;

/** The parts of an error that are thrown again. Its causes may hold on to anything, so only their text is kept. */
type Remembered = Pick<SourceError, "code" | "message" | "status" | "publicMessage" | "source"> & { cause: unknown };

/** An empty memory. */
export function createVerdictMemory({ maxEntries, maxAgeMs, maxWaiting }: VerdictMemoryOptions): VerdictMemory {
  const verdicts =
    maxEntries > 0
      ? new LRUCache<string, Remembered | "fine">({ max: maxEntries, ttl: maxAgeMs, ttlResolution: 0 })
      : undefined;
  const underWay = new Map<string, Promise<void>>();
  let waiting = 0;

  return {
    async begin(uses, signal) {
      const keys = uses.map(keyOf);
      for (;;) {
        signal?.throwIfAborted();
        for (const key of keys) {
          const verdict = verdicts?.get(key);
          if (verdict !== undefined && verdict !== "fine") throw again(verdict);
        }
        // All at once or none: two requests that each held what the other waits for would wait for ever.
        const judging = keys.map((key) => underWay.get(key)).find((promise) => promise !== undefined);
        if (judging === undefined) break;
        if (waiting >= maxWaiting) {
          throw new SourceError("overloaded", { message: `${waiting} requests wait for a source to be judged` });
        }
        waiting += 1;
        await unlessAborted(judging, signal).finally(() => {
          waiting -= 1;
        });
      }
      const unknown = keys.filter((key) => verdicts?.get(key) === undefined);
      let release = () => {};
      const promise = new Promise<void>((resolve) => {
        release = resolve;
      });
      for (const key of unknown) underWay.set(key, promise);
      return () => {
        for (const key of unknown) if (underWay.get(key) === promise) underWay.delete(key);
        release();
      };
    },
    broken(use, { code, message, status, publicMessage, source, cause }, isCertain = true) {
      if (!LASTING_CODES.has(code)) return;
      const text = cause instanceof Error ? new Error(cause.message) : undefined;
      const kept = { code, message, status, publicMessage, cause: text };
      const ttl = isCertain ? maxAgeMs : Math.min(maxAgeMs, UNCERTAIN_MAX_AGE_MS);
      verdicts?.set(keyOf(use), source === undefined ? kept : { ...kept, source }, { ttl });
    },
    fine(uses) {
      for (const use of uses) verdicts?.set(keyOf(use), "fine");
    },
  };
}

function keyOf({ source: { path, identity }, use }: SourceUse): string {
  const { sizeBytes, modifiedAtMs, inode } = identity;
  return [path, sizeBytes, modifiedAtMs, inode, use].join("\0");
}

function again({ code, message, status, publicMessage, source, cause }: Remembered): SourceError {
  const from = source === undefined ? {} : { source };
  return new SourceError(code, { message, status, publicMessage, ...from, ...(cause === undefined ? {} : { cause }) });
}

function unlessAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise;
  return new Promise<void>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    void promise.then(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
