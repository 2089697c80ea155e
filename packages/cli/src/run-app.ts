import { pid as ownPid } from "node:process";
import type { HattipHandler } from "@hattip/core";
import type { Transport } from "@understudy/core";
import { createImageServer, formatNotice, type ImageServer, isConfigurationError } from "@understudy/image-server";
import { type AppArguments, parseAppArguments } from "./app-arguments.ts";
import { onInputEnd } from "./processes/on-input-end.ts";
import { rendersOfOneProcess } from "./processes/process-count.ts";
import type { ProcessStarter } from "./processes/process-starter.ts";
import { runProcesses } from "./processes/run-processes.ts";
import { runtimeVersion } from "./runtime-version.ts";

/** What an app's runtime brings. */
export interface AppRuntime {
  /** The command line's arguments, without the runtime and the script. */
  readonly argv: readonly string[];
  /** Starts to listen; `url` is what clients may ask. `close` finishes what is under way. */
  readonly serve: (
    handler: HattipHandler,
    options: { host: string; port: number; trustProxy?: boolean | readonly string[]; reusePort?: boolean },
  ) => Promise<{ readonly url: string; close(): Promise<void> }>;
  /** How requests get to the secondary. @default core's fetch transport */
  readonly transport?: Transport | undefined;
  /** Writes a line to stdout. */
  readonly print: (line: string) => void;
  /** Writes a line to stderr. */
  readonly printError: (line: string) => void;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Calls back when the process is asked to end (SIGTERM, SIGINT). */
  readonly onTerminate: (callback: () => void) => void;
  /** Calls back when the configuration is to be loaded anew (SIGHUP). @default never */
  readonly onHangup?: ((callback: () => void) => void) | undefined;
  /** Starts further processes of the app, for `--processes`. @default there can be only one */
  readonly processes?: ProcessStarter | undefined;
}

const EXIT_USAGE = 2;
const EXIT_FAILURE = 1;

/**
 * Runs the image server as an app, the same on every runtime: reads the command line, listens, prints
 * `listening on http://HOST:PORT` as its first line and `running on NAME VERSION` as its second, and ends with exit code 0 when it is asked to, after everything
 * under way is finished. Exit code 2: the command line or the configuration is wrong; 1: it cannot listen, or not close.
 *
 * With `--processes` it serves in several processes and keeps them running; a third line then names them: `processes PID PID …`.
 */
export async function runApp(runtime: AppRuntime): Promise<void> {
  const { print, printError, exit } = runtime;
  const parsed = parseAppArguments(runtime.argv);
  if (parsed.kind === "help") {
    print(parsed.text);
    return exit(0);
  }
  if (parsed.kind === "error") {
    printError(parsed.message);
    return exit(EXIT_USAGE);
  }
  const { processes, process } = parsed.arguments;
  if (processes === 1 || process !== undefined) {
    await runtime.processes?.giveUp?.();
    return runServer(runtime, parsed.arguments);
  }
  if (runtime.processes === undefined) {
    printError(`--processes is ${processes}; this app runs in 1`);
    return exit(EXIT_USAGE);
  }
  await runProcesses(runtime, parsed.arguments, runtime.processes).catch((error: unknown) =>
    listenFailed(runtime, error),
  );
}

/** Runs the server in this process, which may be one of several. */
async function runServer(runtime: AppRuntime, app: AppArguments): Promise<void> {
  const { print, printError, exit } = runtime;
  const { configurationFolder, host, port, trustProxy, serverId, processes, process } = app;
  const origin = process === undefined ? "" : `process ${process}: `;

  let images: ImageServer;
  try {
    images = await createImageServer({
      configurationFolder,
      transport: runtime.transport,
      serverId,
      onNotice: (notice) => printError(origin + formatNotice(notice)),
      ...(process !== undefined && {
        process: { number: process, count: processes, pid: ownPid },
        maxConcurrentRenders: rendersOfOneProcess(processes),
      }),
    });
  } catch (error) {
    for (const line of configurationProblems(error)) printError(line);
    return exit(EXIT_USAGE);
  }

  let server: Awaited<ReturnType<AppRuntime["serve"]>>;
  try {
    server = await runtime.serve(images.handler, {
      host,
      port,
      ...(trustProxy && { trustProxy }),
      ...(process !== undefined && { reusePort: true }),
    });
  } catch (error) {
    await images.close();
    return listenFailed(runtime, error);
  }

  let closing = false;
  const terminate = () => {
    if (closing) return;
    closing = true;
    server
      .close()
      .then(() => images.close())
      .then(
        () => exit(0),
        (error: unknown) => {
          printError(`closing failed: ${messageOf(error)}`);
          exit(EXIT_FAILURE);
        },
      );
  };
  // Before it says that it listens: a signal may follow at once.
  runtime.onHangup?.(() => void images.reload());
  runtime.onTerminate(terminate);
  if (process !== undefined) onInputEnd(terminate);
  print(`listening on ${server.url.replace(/\/$/, "")}`);
  print(`running on ${runtimeVersion()}`);
}

function listenFailed({ printError, exit }: AppRuntime, error: unknown): void {
  printError(messageOf(error));
  // A bad address for --trust-proxy is found by the adapter, which says so with an option error.
  exit(error instanceof TypeError ? EXIT_USAGE : EXIT_FAILURE);
}

function configurationProblems(error: unknown): string[] {
  return isConfigurationError(error) ? error.notices.map(formatNotice) : [messageOf(error)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
