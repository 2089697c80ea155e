import process from "node:process";
import { fileURLToPath } from "node:url";
import { freePort } from "./start/free-port.ts";
import { primaryConfiguration } from "./start/primary-configuration.ts";
import { tourLines } from "./start/print-tour.ts";
import { serverCommand } from "./start/runtimes.ts";
import { type ServerProcess, startServer } from "./start/server-process.ts";
import { parseStartArguments, type StartArguments } from "./start/start-arguments.ts";

// npm start [-- --port N] [--secondary-port N] [--runtime node] [--processes 1]: the sample shop on two image servers.

const GRACE_MS = 5000;
const folder = (name: string) => fileURLToPath(new URL(`./data/${name}`, import.meta.url));

const asked = readArguments();
const servers: ServerProcess[] = [];
let removeConfiguration = async () => {};
let stopping: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
// Whoever read the log has gone (`npm start | head`): that ends the servers too.
process.stdout.on("error", () => void stop(0));
process.on("exit", () => {
  // Also when this process ends by a bug, no server is left behind.
  for (const server of servers) server.kill();
});

try {
  const secondaryPort = await freePort("secondary", asked.secondaryPort, print);
  const port = await freePort("primary", asked.port, print);
  const secondary = start("secondary", folder("secondary"), secondaryPort);
  // With a fixed port the secondary's address is known before it listens, and both can start at the same time.
  const secondaryUrl = secondaryPort === 0 ? await secondary.url : `http://127.0.0.1:${secondaryPort}`;
  const configuration = await primaryConfiguration(folder("primary"), secondaryUrl);
  removeConfiguration = configuration.remove;
  const primary = start("primary", configuration.path, port, asked.processes);
  const [primaryUrl] = await Promise.all([primary.url, secondary.url]);
  for (const line of tourLines({ url: primaryUrl, process: primary }, { url: secondaryUrl, process: secondary })) {
    print(line);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

function start(name: string, configuration: string, port: number, processes?: string): ServerProcess {
  if (stopping) throw new Error(`the ${name} is not started any more`);
  const server = startServer(name, serverCommand(asked.runtime, configuration, port, processes), (line, stream) => {
    const prefixed = `${name.padEnd(9)} | ${line}`;
    if (stream === "stdout") print(prefixed);
    else console.error(prefixed);
  });
  servers.push(server);
  void server.ended.then((how) => {
    if (stopping) return;
    console.error(`the ${name} ${how}; the other server is stopped too`);
    return stop(1);
  });
  return server;
}

/** Ends both servers, waits for them, and ends this process. Only the first call counts. */
function stop(exitCode: number): Promise<void> {
  stopping ??= Promise.all(servers.map((server) => server.stop(GRACE_MS)))
    .then(() => removeConfiguration())
    .then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  return stopping;
}

function readArguments(): StartArguments {
  try {
    return parseStartArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

function print(line: string): void {
  console.log(line);
}
