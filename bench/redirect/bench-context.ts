import type { LoadTool } from "../harness/load/load.ts";
import type { BenchRun } from "../harness/run-bench.ts";
import type { ServerCommand } from "../harness/servers/spawn-server.ts";
import type { BenchOptions } from "./options.ts";

/** A contender that can be started. */
export interface ReadyContender {
  readonly id: string;
  readonly command: ServerCommand;
}

/** What every measurement needs. */
export interface BenchContext extends BenchRun {
  readonly options: BenchOptions;
  readonly tool: LoadTool;
  /** The secondary. */
  readonly originUrl: string;
}
