import type { LoadTool } from "../harness/load/load.ts";
import type { ServerCommand } from "../harness/servers/spawn-server.ts";
import type { Contender } from "./contenders/contenders.ts";
import type { BenchOptions } from "./options.ts";

/** A contender that can be started. */
export interface ReadyContender {
  readonly contender: Contender;
  readonly command: ServerCommand;
}

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
