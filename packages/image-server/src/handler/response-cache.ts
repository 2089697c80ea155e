import type { CacheUse } from "@understudy/core";
import { LRUCache } from "lru-cache";
import type { CacheMode } from "../commands/image-commands.ts";
import type { SourceLookup } from "./source-lookup.ts";

/** An answer that was made from sources, ready to be sent again. */
export interface MadeResponse {
  readonly bytes: Uint8Array<ArrayBuffer>;
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

/** Keeps made answers and makes each only once at a time. */
export interface ResponseCache {
  /**
   * Returns the answer of a key: a kept one whose sources are unchanged, one that is just being made, or a new one.
   *
   * @param isUnchanged whether the sources of an answer are still what they were
   * @param make makes the answer; what it throws reaches everybody who waits for the key, and is not kept
   * @returns the answer, and how the cache took part in it
   */
  answer(
    key: string,
    mode: CacheMode,
    isUnchanged: (made: MadeResponse) => Promise<boolean>,
    make: () => Promise<MadeResponse>,
  ): Promise<{ made: MadeResponse; use: CacheUse }>;
}

/** What an entry costs beside its body. */
const ENTRY_OVERHEAD_BYTES = 512;

/** An in-memory cache of answers, least recently used first out. */
export function createResponseCache({ maxSizeBytes, maxEntries }: ResponseCacheOptions): ResponseCache {
  const underWay = new Map<string, Promise<MadeResponse>>();
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
    async answer(key, mode, isUnchanged, make) {
      if (mode === "off") return { made: await make(), use: "IGNORED" };
      while (mode !== "update") {
        const found = kept?.get(key);
        if (found !== undefined && (await isUnchanged(found))) {
          return { made: found, use: mode === "validate" ? "VALIDATED" : "REUSED" };
        }
        const promised = underWay.get(key);
        if (promised === undefined) break;
        const shared = await promised;
        // It may have been read before a source was replaced, and this request came after.
        if (await isUnchanged(shared)) return { made: shared, use: "REUSED" };
      }
      const promise = make().finally(() => {
        if (underWay.get(key) === promise) underWay.delete(key);
      });
      underWay.set(key, promise);
      const made = await promise;
      return { made, use: keep(key, made) };
    },
  };
}
