import type { Runtime } from "../servers/runtimes.ts";

/** One run of a contender under a load. */
export interface LoadFigures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the contender during the run, seconds, all its processes. */
  readonly cpuSeconds: number;
  /** CPU time of the contender for one request, milliseconds. */
  readonly cpuMsPerRequest: number;
  /** The most resident memory of the contender during the run, MiB, all its processes. */
  readonly peakMiB: number;
  /** Failed connections and requests. */
  readonly errors: number;
}

export interface LoadRow {
  readonly contender: string;
  readonly scenario: string;
  readonly median: LoadFigures;
  readonly runs: readonly LoadFigures[];
}

/** Resident memory that slow readers add, MiB. */
export interface MemoryFigures {
  /** Of 20 kB that the kernel took at once: what open connections cost. */
  readonly idleAddedMiB: number;
  /** Of 20 kB of which the last 2 kB are still to come from the secondary: what responses under way cost. */
  readonly smallAddedMiB: number;
  /** Of 16 MB. */
  readonly largeAddedMiB: number;
}

export interface MemoryRow {
  readonly contender: string;
  readonly readers: number;
  readonly median: MemoryFigures;
  readonly runs: readonly MemoryFigures[];
}

/** A handler bare and wrapped, on a runtime's adapter. */
export interface GoodPathRow {
  readonly runtime: Runtime;
  readonly barePerSecond: number;
  readonly wrappedPerSecond: number;
  /** The median of the ratios of neighbouring slices, which differs a little from that of the medians. */
  readonly ratio: number;
  readonly ratios: readonly number[];
}

/** Nanoseconds of one call, in-process. */
export interface WrapperCostRow {
  readonly runtime: Runtime;
  readonly bareNs: number;
  readonly wrappedNs: number;
  readonly recordedNs: number;
}

/** A catalog of a million rows on a runtime. */
export interface LargeCatalogRow {
  readonly runtime: Runtime;
  readonly readySeconds: number;
  /** Resident memory when ready, megabytes. */
  readonly readyMB: number;
  readonly lookUpMicroseconds: number;
}

/** What was to be measured and could not be. */
export interface Skipped {
  readonly what: string;
  readonly why: string;
}

/** Everything that one call of the bench found. */
export interface Measurements {
  readonly loads: LoadRow[];
  readonly memory: MemoryRow[];
  readonly goodPath: GoodPathRow[];
  readonly wrapperCost: WrapperCostRow[];
  readonly catalogs: LargeCatalogRow[];
}
