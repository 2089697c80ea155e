import type { CacheUse } from "@understudy/core/adapter";
import { LRUCache } from "lru-cache";
import type { CacheMode } from "../commands/image-commands.ts";
import type { SourceLookup } from "../sources/source-lookup.ts";
import { type SharedTask, shareTask } from "./shared-task.ts";

/** A response that was made from sources, ready to be sent again. */
export interface MadeResponse {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Hexadecimal digest of the bytes. */
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs: number | undefined;
  /** Hours; below 0 = never. */
  readonly expirationHours: number;
  /** Every look-up that it came from, with what was found. */
  readonly lookups: readonly SourceLookup[];
}

/** The size of the cache. */
export interface ResponseCacheOptions {
  /** Bytes of bodies; 0 = nothing is kept. */
  readonly maxSizeBytes: number;
  /** 0 = nothing is kept. */
  readonly maxEntries: number;
}

/** Keeps made responses and makes each only once at a time. */
export interface ResponseCache {
  /**
   * Returns the response of a key: a kept one whose sources are unchanged, one that is just being made, or a new one.
   *
   * @param isUnchanged whether the sources of a response are still what they were
   * @param make makes the response; what it throws reaches every caller that waits for the key, and is not kept. Its
   *   signal is aborted when no caller waits any more; a response that it makes all the same is kept
   * @param signal the caller waits no longer; the promise then rejects with its reason
   * @returns the response, and how the cache took part in it
   */
  response(
    key: string,
    mode: CacheMode,
    isUnchanged: (made: MadeResponse) => Promise<boolean>,
    make: (signal?: AbortSignal) => Promise<MadeResponse>,
    signal?: AbortSignal,
  ): Promise<{ made: MadeResponse; use: CacheUse }>;
}

/** A response and how the cache took part in it. */
interface Outcome {
  readonly made: MadeResponse;
  readonly use: CacheUse;
}

/** What an entry costs beside its body. */
const ENTRY_OVERHEAD_BYTES = 512;

/** An in-memory cache of responses, least recently used first out. */
export function createResponseCache({ maxSizeBytes, maxEntries }: ResponseCacheOptions): ResponseCache {
  const underWay = new Map<string, SharedTask<Outcome>>();
  // The number of entries is limited below: lru-cache would reserve memory for all of them at once.
  const kept =
    maxSizeBytes > 0 && maxEntries > 0
      ? new LRUCache<string, MadeResponse>({
          maxSize: maxSizeBytes,
          sizeCalculation: ({ bytes }) => bytes.byteLength + ENTRY_OVERHEAD_BYTES,
        })
      : undefined;

  function keep(key: string, made: MadeResponse): CacheUse {
    if (kept === undefined) return "IGNORED";
    const use: CacheUse = kept.has(key) ? "UPDATED" : "CREATED";
    kept.set(key, made);
    while (kept.size > maxEntries) kept.pop();
    return kept.has(key) ? use : "IGNORED";
  }

  return {
    async response(key, mode, isUnchanged, make, signal) {
      if (mode === "off") return { made: await make(signal), use: "IGNORED" };
      while (mode !== "update") {
        const found = kept?.get(key);
        if (found !== undefined && (await isUnchanged(found))) {
          return { made: found, use: mode === "validate" ? "VALIDATED" : "REUSED" };
        }
        const promised = underWay.get(key);
        if (promised === undefined) break;
        const { made } = await promised.join(signal);
        // It may have been read before a source was replaced, and this request came after.
        if (await isUnchanged(made)) return { made, use: "REUSED" };
      }
      let task: SharedTask<Outcome> | undefined;
      const forget = () => {
        if (underWay.get(key) === task) underWay.delete(key);
      };
      task = shareTask(async (abandoned) => {
        try {
          const made = await make(abandoned);
          return { made, use: keep(key, made) };
        } finally {
          forget();
        }
      }, forget);
      underWay.set(key, task);
      return task.join(signal);
    },
  };
}
