/**
 * nginx, configured as well as it can be for redirect on error: `--conf DIR --port N`. The glue of the contract: this
 * process writes an `nginx.conf` for the configuration folder, starts nginx and stays its parent.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCatalogs } from "./catalog-records.ts";
import { nginxConfiguration } from "./nginx-configuration.ts";
import { findNginx } from "./nginx-program.ts";
import { readProperties, startArguments, tellReady } from "./start-arguments.ts";

const { configurationFolder, port: wantedPort } = startArguments();
const nginx = await findNginx();
if (nginx === undefined) throw new Error("there is no nginx here");
const port = wantedPort === 0 ? await freePort() : wantedPort;
const folder = await mkdtemp(join(tmpdir(), "conformance-nginx-"));
const file = join(folder, "nginx.conf");
await writeFile(
  file,
  nginxConfiguration({
    port,
    folder,
    configurationFolder,
    properties: readProperties(configurationFolder),
    catalogs: await readCatalogs(configurationFolder),
  }),
);

// nginx opens its log by name, and a stdout that is a socket cannot be opened so.
const log = join(folder, "access-log");
execFileSync("mkfifo", [log]);
spawn("cat", [log], { stdio: ["ignore", "inherit", "ignore"] });
const child = spawn(nginx.program, ["-p", folder, "-c", file], { stdio: ["ignore", "inherit", "inherit"] });
child.once("exit", async (code) => {
  await rm(folder, { recursive: true, force: true });
  process.exit(code ?? 0);
});
process.on("SIGTERM", () => child.kill("SIGQUIT"));
while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
tellReady(port, `nginx ${nginx.version}`);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

function answers(at: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(at, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
