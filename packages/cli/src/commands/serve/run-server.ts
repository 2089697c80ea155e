import ownProcess from "node:process";
import {
  type ConfigurationNotice,
  createImageServer,
  formatNotice,
  formatStatus,
  type ImageServer,
  isConfigurationError,
  type ServerStatus,
} from "@understudy/image-server";
import { EXIT_FAILURE, EXIT_USAGE } from "../../exit-codes.ts";
import type { AppRuntime } from "../../runtime/app-runtime.ts";
import { runtimeVersion } from "../../runtime/runtime-version.ts";
import { listenFailed, messageOf } from "./listen-failed.ts";
import { createOperatorLog } from "./operator-log.ts";
import { rendersOfOneProcess } from "./processes/process-count.ts";
import type { ServeArguments } from "./serve-arguments.ts";

/** Runs the server in this process, which may be one of several. */
export async function runServer(runtime: AppRuntime, app: ServeArguments): Promise<void> {
  const { print, printError, exit } = runtime;
  const { configurationFolder, host, port, trustProxy, serverId, codec, allowIncomplete, processes, process } = app;
  const origin = process === undefined ? "" : `process ${process}: `;
  const log = createOperatorLog(printError, { origin, colors: runtime.errorColors });
  // Of several processes one speaks for all; what goes wrong each of them tells.
  const tellStatus = (what: string, status: ServerStatus) => {
    if ((process ?? 1) === 1 || status.problems.length > 0) log.info(`${what}: ${formatStatus(status)}`);
  };
  let listening = false;

  let images: ImageServer;
  try {
    images = await createImageServer({
      configurationFolder,
      serverId,
      codec,
      allowIncomplete,
      onNotice: log.notice,
      onLoad: (status) => {
        if (listening) tellStatus("loaded anew", status);
      },
      ...(process !== undefined && {
        process: { number: process, count: processes, pid: ownProcess.pid },
        maxConcurrentRenders: rendersOfOneProcess(processes),
      }),
    });
  } catch (error) {
    for (const line of configurationProblems(error)) printError(line);
    return exit(EXIT_USAGE);
  }

  const { maxPipelinedRequests, maxRedirectsPerConnection, maxRedirectsPerAddress } = images.clientLimits;
  let server: Awaited<ReturnType<AppRuntime["serve"]>>;
  try {
    server = await runtime.serve(images.handler, {
      host,
      port,
      maxPipelinedRequests,
      maxRedirectsPerConnection,
      maxRedirectsPerAddress,
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
  listening = true;
  tellStatus(`serving on ${server.url.replace(/\/$/, "")}`, images.status);
}

function configurationProblems(error: unknown): string[] {
  if (!isConfigurationError(error)) return [messageOf(error)];
  const severe = (notice: ConfigurationNotice) => Number(notice.severity === "error");
  const lines = error.notices.toSorted((a, b) => severe(a) - severe(b)).map(formatNotice);
  if (error.incomplete) {
    lines.push(
      "with --allow-incomplete the server starts without these, and redirects the requests for what may be in them",
    );
  }
  return lines;
}

/** Calls back when this process's stdin ends: for a process that another one started, when that one is gone. */
function onInputEnd(callback: () => void): void {
  ownProcess.stdin.once("end", callback);
  ownProcess.stdin.once("error", callback);
  ownProcess.stdin.resume();
}
