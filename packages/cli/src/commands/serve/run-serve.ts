import { EXIT_USAGE } from "../../exit-codes.ts";
import type { AppRuntime } from "../../runtime/app-runtime.ts";
import { listenFailed } from "./listen-failed.ts";
import { runProcesses } from "./processes/run-processes.ts";
import { runServer } from "./run-server.ts";
import type { ServeArguments } from "./serve-arguments.ts";

/**
 * Runs the image server, the same on every runtime: listens, prints `listening on http://HOST:PORT` as its first line
 * and `running on NAME VERSION` as its second, and ends with exit code 0 when it is asked to, after every request in
 * progress is finished. Exit code 2: the configuration is wrong; 1: it cannot listen, or not close.
 *
 * With `--processes` it serves in several processes and keeps them running; a third line then names them:
 * `processes PID PID …`.
 */
export async function runServe(runtime: AppRuntime, chosen: ServeArguments): Promise<void> {
  const { processes, process } = chosen;
  if (processes === 1 || process !== undefined) {
    await runtime.processes?.giveUp?.();
    return runServer(runtime, chosen);
  }
  if (runtime.processes === undefined) {
    runtime.printError(`--processes is ${processes}; this app runs in 1`);
    return runtime.exit(EXIT_USAGE);
  }
  await runProcesses(runtime, chosen, runtime.processes).catch((error: unknown) => listenFailed(runtime, error));
}
