import type { ConfigurationNotice } from "./configuration/configuration.ts";

/** What a server serves, with which configuration, as of its last loading. */
export interface ServerStatus {
  /** `degraded` while something that the configuration names could not be loaded (X23): see `problems`. */
  readonly state: "ok" | "degraded";
  /** 1 at first; grows with every loading. */
  readonly version: number;
  readonly errorRedirect: {
    /** Undefined = off (R12). */
    readonly rootUrl: string | undefined;
    readonly connectTimeoutMs: number;
    readonly socketTimeoutMs: number;
  };
  /** Number of catalogs, the default catalog's included where it has a file. */
  readonly catalogs: number;
  /** Number of rows of all data files. */
  readonly rows: number;
  /** What decodes and encodes images. */
  readonly codec: { readonly name: string; readonly version: string | undefined };
  readonly cache: { readonly maxSizeBytes: number; readonly maxEntries: number };
  /** What could not be loaded, or not anew: an error each. */
  readonly problems: readonly ConfigurationNotice[];
  /** Warnings of the last loading that the one before had too, and that were not told again. */
  readonly unchangedWarnings: number;
}

/**
 * A status in one line, for an operator: whether redirect on error is on and where to, catalogs and rows, decoder,
 * cache, and how much could not be loaded.
 */
export function formatStatus(status: ServerStatus): string {
  const { errorRedirect, catalogs, rows, codec, cache, problems, unchangedWarnings } = status;
  const { rootUrl, connectTimeoutMs, socketTimeoutMs } = errorRedirect;
  const redirect =
    rootUrl === undefined
      ? "redirect on error is off"
      : `redirect on error to ${rootUrl} (connect ${connectTimeoutMs} ms, data ${socketTimeoutMs} ms)`;
  return [
    redirect,
    `${count(catalogs, "catalog")} with ${count(rows, "row")}`,
    codec.version === undefined ? codec.name : `${codec.name} ${codec.version}`,
    `cache ${cache.maxSizeBytes} bytes, ${count(cache.maxEntries, "entry", "entries")}`,
    ...(problems.length > 0 ? [`DEGRADED: ${count(problems.length, "part")} could not be loaded`] : []),
    ...(unchangedWarnings > 0 ? [`${count(unchangedWarnings, "warning")} as before`] : []),
  ].join("; ");
}

function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}
