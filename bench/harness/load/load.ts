/** One load on a server. */
export interface Load {
  readonly url: string;
  /** Connections, each with one request under way. */
  readonly connections: number;
  readonly seconds: number;
  /** Whether a connection serves more than one request. */
  readonly keepAlive: boolean;
}

/** What a load tool found. */
export interface LoadResult {
  readonly requests: number;
  /** How long it really took. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connections and requests that failed, and answers that were not a success. */
  readonly errors: number;
}

/** A program that puts load on a server, in a process of its own. */
export interface LoadTool {
  readonly name: string;
  readonly version: string;
  run(load: Load): Promise<LoadResult>;
}
