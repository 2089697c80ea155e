import type { LoadTool } from "../load/load.ts";
import type { BenchOptions } from "./options.ts";

/** What every measurement needs. */
export interface BenchContext {
  readonly options: BenchOptions;
  readonly tool: LoadTool;
  /** The secondary. */
  readonly originUrl: string;
  readonly random: () => number;
  /** Tells of progress, apart from the result. */
  readonly tell: (line: string) => void;
  /** Notes what could not be measured; the rest goes on. */
  readonly skip: (what: string, why: unknown) => void;
}
