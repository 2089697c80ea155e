import type { HattipHandler } from "@hattip/core";
import type { ProcessStarter } from "../commands/serve/processes/process-starter.ts";

/** What a command gets from the process that it runs in. */
export interface OwnProcess {
  /** The command line's arguments, without the runtime and the script. */
  readonly argv: readonly string[];
  /** Writes a line to stdout. */
  readonly print: (line: string) => void;
  /** Writes a line to stderr. */
  readonly printError: (line: string) => void;
  /** Whether stdout is a terminal that wants colours. @default false */
  readonly colors?: boolean | undefined;
  /** Whether stderr is a terminal that wants colours. @default false */
  readonly errorColors?: boolean | undefined;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Calls back when the process is asked to end (SIGTERM, SIGINT). */
  readonly onTerminate: (callback: () => void) => void;
  /** Calls back when the configuration is to be loaded anew (SIGHUP). @default never */
  readonly onHangup?: ((callback: () => void) => void) | undefined;
  /** Starts further processes of the app, for `--processes`. @default there can be only one */
  readonly processes?: ProcessStarter | undefined;
}

/** What an adapter package gives to a command. */
export interface Adapter {
  /** Starts to listen; `url` is what clients may ask. `close` finishes requests in progress. */
  readonly serve: (
    handler: HattipHandler,
    options: {
      readonly host: string;
      readonly port: number;
      readonly trustProxy?: boolean | readonly string[];
      readonly reusePort?: boolean;
      readonly maxPipelinedRequests?: number;
      readonly maxRedirectsPerConnection?: number;
      readonly maxRedirectsPerAddress?: number;
    },
  ) => Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** What the server gets from the runtime that it runs on. */
export interface AppRuntime extends OwnProcess, Adapter {}
