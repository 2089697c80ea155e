import process from "node:process";
import { fileURLToPath } from "node:url";
import { hasColors } from "@understudy/command-line";
import { isPortFree, type StartedProcess, startProcess, untilLine } from "@understudy/conformance/launcher";
import { colouredLine } from "./start/coloured-line.ts";
import { primaryConfiguration } from "./start/primary-configuration.ts";
import { tourLines } from "./start/print-tour.ts";
import { serverCommand } from "./start/runtimes.ts";
import { readStartArguments } from "./start/start-arguments.ts";

// npm start [-- --help]: the sample shop on two image servers, and one without redirect on error to compare with.

const GRACE_MS = 5000;
const START_TIMEOUT_MS = 60_000;
const LISTENING = /^listening on (http:\/\/\S+)$/;
const folder = (name: string) => fileURLToPath(new URL(`./data/${name}`, import.meta.url));

const asked = readStartArguments();
const servers: StartedProcess[] = [];
const temporary: { remove(): Promise<void> }[] = [];
const colours = hasColors(process.stdout);
let stopping: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
// The reader of the log has gone (`npm start | head`): that ends the servers too.
process.stdout.on("error", () => void stop(0));

try {
  const secondaryPort = await freePort("secondary", asked.secondaryPort);
  const port = await freePort("primary", asked.port);
  const secondary = start("secondary", folder("secondary"), secondaryPort);
  // With a fixed port the secondary's address is known before it listens, and both can start at the same time.
  const secondaryUrl = secondaryPort === 0 ? await urlOf(secondary) : `http://127.0.0.1:${secondaryPort}`;
  const configuration = await primaryConfiguration(folder("primary"), secondaryUrl);
  temporary.push(configuration);
  const primary = start("primary", configuration.path, port, asked.processes);
  const off = await primaryConfiguration(folder("primary"), "");
  temporary.push(off);
  const unaided = start("unaided", off.path, await freePort("unaided", asked.unaidedPort));
  const [primaryUrl, unaidedUrl] = await Promise.all([urlOf(primary), urlOf(unaided), urlOf(secondary)]);
  const lines = tourLines(
    { url: primaryUrl, pid: primary.pid },
    { url: secondaryUrl, pid: secondary.pid },
    { url: unaidedUrl, pid: unaided.pid },
  );
  for (const line of lines) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

function start(name: string, configuration: string, port: number, processes?: string): StartedProcess {
  if (stopping) throw new Error(`the ${name} is not started any more`);
  const server = startProcess({
    command: serverCommand(asked.runtime, configuration, port, processes),
    onLine(line, stream) {
      if (LISTENING.test(line)) return;
      const prefixed = `${name.padEnd(9)} | ${line}`;
      if (stream === "stdout") console.log(colours ? colouredLine(prefixed) : prefixed);
      else console.error(prefixed);
    },
    // It may run for days.
    keptLines: 50,
    stopTimeoutMs: GRACE_MS,
  });
  servers.push(server);
  void server.exited.then(({ status, signal, text }) => {
    if (stopping) return;
    const how = signal
      ? `ended by ${signal}`
      : status === null
        ? `could not be started: ${text}`
        : `ended with ${text}`;
    console.error(`the ${name} ${how}; the others are stopped too`);
    return stop(1);
  });
  return server;
}

async function urlOf(server: StartedProcess): Promise<string> {
  return (await untilLine(server, server.stdout, LISTENING, START_TIMEOUT_MS))[1]!;
}

/** The wanted port, or 0 (the server picks one) with a notice when another program has it. */
async function freePort(name: string, wanted: number): Promise<number> {
  if (await isPortFree(wanted)) return wanted;
  console.log(`port ${wanted} is taken; the ${name} picks another one`);
  return 0;
}

/** Ends all servers, waits for them, and ends this process. Only the first call counts. */
function stop(exitCode: number): Promise<void> {
  stopping ??= Promise.all(servers.map((server) => server.stop()))
    .then(() => Promise.all(temporary.map((configuration) => configuration.remove())))
    .then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  return stopping;
}
