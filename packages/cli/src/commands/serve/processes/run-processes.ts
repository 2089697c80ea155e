import { randomUUID } from "node:crypto";
import process from "node:process";
import type { AppRuntime } from "../../../runtime/app-runtime.ts";
import { runtimeVersion } from "../../../runtime/runtime-version.ts";
import type { ServeArguments } from "../serve-arguments.ts";
import type { ProcessStarter } from "./process-starter.ts";
import { createSupervisor, ProcessEndedError } from "./supervisor.ts";

/** Longer than a server takes to close: the adapters cut requests in progress after 30 s. */
const STOP_TIMEOUT_MS = 35_000;

/** What an app writes before anything else: that it listens, and the runtime. */
const OWN_LINES = 2;

/**
 * Runs the app in several processes on one port, and keeps them running: this one answers no request, but starts the
 * others, passes signals and their output on, starts one that has ended again, and ends with the exit code of the first
 * one if that cannot start.
 *
 * @throws {Error} when the address cannot be listened on, as `runtime.serve` does
 */
export async function runProcesses(runtime: AppRuntime, app: ServeArguments, starter: ProcessStarter): Promise<void> {
  const { print, printError, exit } = runtime;
  const { host, port, trustProxy, processes } = app;
  // Reports what is wrong with the address once, and picks the port for port 0. Processes that share a port could not:
  // they would share it with another app that does the same, too.
  const placeholder = await runtime.serve(() => new Response(null, { status: 503 }), {
    host,
    port,
    ...(trustProxy && { trustProxy }),
  });
  await placeholder.close();
  const usedPort = port || Number(new URL(placeholder.url).port);
  // The same for all: a request that comes back from the secondary may reach another process (X06).
  const serverId = app.serverId ?? `understudy-${randomUUID().slice(0, 8)}`;

  const supervisor = createSupervisor({
    count: processes,
    ownLines: OWN_LINES,
    start: (number) =>
      starter.start([
        ...runtime.argv,
        ...["--port", String(usedPort), "--server-id", serverId],
        ...["--processes", String(processes), "--process", String(number)],
      ]),
    write: createOutput(printError),
    tell: (message) => printError(`${new Date().toISOString()} ${message}`),
    stopTimeoutMs: STOP_TIMEOUT_MS,
    onGivenUp: () => void end(1),
  });
  let ending = false;
  async function end(exitCode: number): Promise<void> {
    if (ending) return;
    ending = true;
    const clean = await supervisor.stop();
    exit(exitCode || (clean ? 0 : 1));
  }
  runtime.onTerminate(() => void end(0));
  runtime.onHangup?.(() => supervisor.reload());

  try {
    await supervisor.start();
  } catch (error) {
    // It has said why, on the same stderr.
    if (!ending && error instanceof ProcessEndedError) printError(error.message);
    return end(error instanceof ProcessEndedError ? error.exitCode : 1);
  }
  if (ending) return;
  print(`listening on ${placeholder.url.replace(/\/$/, "")}`);
  print(`running on ${runtimeVersion()}`);
  print(`processes ${supervisor.pids().join(" ")}`);
}

/** Writes to stdout. When its reader is gone that is reported once, and later lines are dropped. */
function createOutput(printError: (line: string) => void): (lines: Uint8Array) => Promise<void> {
  // The failure also reaches the write's callback; without a listener the event would be fatal.
  process.stdout.on("error", () => {});
  let failing = false;
  return async (lines) => {
    try {
      await new Promise<void>((resolve, reject) => {
        process.stdout.write(lines, (error) => (error ? reject(error) : resolve()));
      });
      failing = false;
    } catch (error) {
      if (!failing) printError(`standard output: ${error instanceof Error ? error.message : String(error)}`);
      failing = true;
    }
  };
}
