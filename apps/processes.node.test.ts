import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const BUN = inRepository("node_modules/.bin/bun");
const DENO = realpathSync(inRepository("node_modules/.bin/deno"));
const TIME_LIMIT_MS = 60_000;

let folder: string;
let secondary: Server;
/** Responses of the secondary that a test has to end. */
const held: ServerResponse[] = [];
const running: ChildProcess[] = [];

const COMMANDS = {
  node: () => [process.execPath, "-C", "@understudy/source", "--import", "tsx", inRepository("apps/node/main.ts")],
  bun: () => [BUN, "--conditions=@understudy/source", "run", inRepository("apps/bun/main.ts")],
  deno: () => [
    DENO,
    "run",
    "--no-prompt",
    "--conditions=@understudy/source",
    "--allow-net=127.0.0.1",
    `--allow-read=${folder},${inRepository("packages")},${inRepository("node_modules")},/usr/bin/ldd`,
    `--allow-write=${folder}`,
    "--allow-env=IMAGESCRIPT_WASM_SIMD,npm_package_config_libvips,MALLOC_ARENA_MAX",
    "--allow-sys=cpus",
    `--allow-ffi=${inRepository("node_modules/imagescript/codecs/node/bin")},${inRepository("node_modules/@img")}`,
    `--allow-run=${DENO}`,
    inRepository("apps/deno/main.ts"),
  ],
} satisfies Record<string, () => string[]>;
const RUNTIMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

beforeAll(async () => {
  secondary = createServer((request, response) => {
    if (request.url?.includes("held")) {
      response.writeHead(200, { "content-length": 8 });
      response.write("half");
      held.push(response);
    } else response.end("the good twin");
  });
  secondary.listen(0, "127.0.0.1");
  await once(secondary, "listening");
  folder = realpathSync(await mkdtemp(join(tmpdir(), "understudy-processes-")));
  for (const name of ["catalog", "images", "logged", "logged/catalog"]) await mkdir(join(folder, name));
  const { port } = secondary.address() as AddressInfo;
  const settings = `errorRedirect.rootUrl=http://127.0.0.1:${port}\naccessLog.pattern=%r %s\n`;
  await writeFile(join(folder, "PlatformServer.conf"), settings);
  await writeFile(join(folder, "logged", "PlatformServer.conf"), `${settings}accessLog.directory=logs\n`);
  for (const catalog of ["catalog", "logged/catalog"]) {
    await writeFile(join(folder, catalog, "shop.ini"), "RootId=shop\nCatalogFile=shop.txt\n");
    await writeFile(join(folder, catalog, "shop.txt"), "Id\tPath\ngone\tgone.jpg\nheld\theld.jpg\n");
  }
});
afterEach(async () => {
  for (const response of held.splice(0)) response.destroy();
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  await rm(join(folder, "logged", "logs"), { recursive: true, force: true });
});
afterAll(async () => {
  secondary.closeAllConnections();
  secondary.close();
  await rm(folder, { recursive: true, force: true });
});

/** The app in a process of its own, which starts others. */
function start(runtime: keyof typeof COMMANDS, configuration: string, ...argv: string[]) {
  const [program, ...args] = COMMANDS[runtime]();
  const child = spawn(program!, [...args, "--conf", configuration, ...argv]);
  running.push(child);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk) => {
      output[name] += chunk;
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  /** Waits for what the app writes. */
  async function until(what: RegExp, stream: keyof typeof output = "stdout"): Promise<RegExpExecArray> {
    for (;;) {
      const found = what.exec(output[stream]);
      if (found !== null) return found;
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended: ${output.stderr}`);
      await Promise.race([once(child[stream], "data"), ended]);
    }
  }
  async function ready() {
    const [, url = "", pids = ""] = await until(/^listening on (\S+)\nrunning on \S+ \S+\nprocesses (.+)\n/);
    return { url, pids: pids.split(" ").map(Number) };
  }
  return { child, output, ended, until, ready };
}

/** Asks on a connection of its own. */
async function ask(url: string, path: string): Promise<string> {
  const response = await fetch(url + path, { headers: { connection: "close" } });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return text;
}

/** The process that answers. */
async function answering(url: string): Promise<{ process: number; processes: number; pid: number }> {
  return JSON.parse(await ask(url, "/understudy/broken-sources?format=json"));
}

/** Asks until every one of some processes has answered. */
async function untilAllAnswer(url: string, pids: readonly number[]): Promise<void> {
  const missing = new Set(pids);
  for (let asked = 0; asked < 500 && missing.size > 0; asked++) missing.delete((await answering(url)).pid);
  expect([...missing]).toEqual([]);
}

/** Whether a new connection is still taken. One that gets no answer was taken, too: its process is about to end. */
async function isListenedOn(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { headers: { connection: "close" }, signal: AbortSignal.timeout(2_000) })).text();
    return true;
  } catch (error) {
    return (error as Error).name === "TimeoutError";
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const untilGone = (pids: readonly number[]) =>
  expect.poll(() => pids.filter(isAlive), { timeout: TIME_LIMIT_MS }).toEqual([]);

describe.each(RUNTIMES)("processes on %s", (runtime) => {
  test(
    "answer on one port, are replaced when they die, and finish what is under way at the end",
    async () => {
      const app = start(runtime, join(folder, "logged"), "--port", "0", "--processes", "2");
      const { url, pids } = await app.ready();
      expect(new Set(pids).size).toBe(2);
      expect(pids).not.toContain(app.child.pid);
      await untilAllAnswer(url, pids);

      // One of them dies: the other one answers every request, and soon there is a new one.
      const [killed, other] = [pids[1]!, pids[0]!];
      process.kill(killed, "SIGKILL");
      await app.until(/^\S+Z process 2 ended with SIGKILL; it is started again in 100 ms$/m, "stderr");
      for (let asked = 0; asked < 20; asked++) expect(await ask(url, "/is/image/shop/gone")).toBe("the good twin");
      let replacement: number | undefined;
      for (let asked = 0; asked < 5_000 && replacement === undefined; asked++) {
        const { pid } = await answering(url);
        if (pid !== other) replacement = pid;
      }
      expect(replacement).not.toBe(killed);

      // As many lines as requests, whole and once, from both.
      const paths = Array.from(
        { length: 400 },
        (_, index) => `/is/image/shop/gone?wid=${index + 1}&x=${"x".repeat(index)}`,
      );
      const work = [...paths];
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          for (let path = work.pop(); path !== undefined; path = work.pop()) await ask(url, path);
        }),
      );

      const underWay = await fetch(`${url}/is/image/shop/held`);
      process.kill(app.child.pid!, "SIGTERM");
      // No port is listened on any more, but the answer is not cut.
      await expect.poll(() => isListenedOn(url), { timeout: TIME_LIMIT_MS }).toBe(false);
      expect(app.child.exitCode).toBe(null);
      held[0]!.end("half");
      expect(await underWay.text()).toBe("halfhalf");
      expect(await app.ended).toBe(0);
      await untilGone([...pids, replacement!]);

      const logs = join(folder, "logged", "logs");
      const lines: string[] = [];
      for (const name of await readdir(logs)) lines.push(...(await readFile(join(logs, name), "utf8")).split("\n"));
      const logged = lines.filter((line) => line.includes("wid="));
      expect(logged.sort()).toEqual(paths.map((path) => `GET%20${path}%20HTTP/1.1 200`).sort());
    },
    TIME_LIMIT_MS,
  );

  test(
    "share a server id and one stdout, share the port with no other app, and end with the process that started them",
    async () => {
      const app = start(runtime, folder, "--port", "0", "--processes", "2");
      const { url, pids } = await app.ready();
      await untilAllAnswer(url, pids);
      const vias = new Set<string | null>();
      for (let asked = 0; asked < 30; asked++) {
        const response = await fetch(`${url}/is/image/shop/gone?asked=${asked}`, { headers: { connection: "close" } });
        vias.add(response.headers.get("via"));
        await response.text();
      }
      expect(vias.size).toBe(1);
      const logged = () => app.output.stdout.split("\n").filter((line) => line.includes("asked="));
      // Those of one process may be written before earlier ones of the other.
      await expect.poll(() => logged().length, { timeout: TIME_LIMIT_MS }).toBeGreaterThanOrEqual(30);
      expect(logged().sort()).toEqual(
        Array.from({ length: 30 }, (_, asked) => `GET%20/is/image/shop/gone?asked=${asked}%20HTTP/1.1 200`).sort(),
      );

      // Also where sharing a port with the first app would be possible.
      const second = start(runtime, folder, "--port", new URL(url).port, "--processes", "2");
      expect(await second.ended).toBe(1);
      expect(second.output.stderr).toMatch(/^cannot listen on 127\.0\.0\.1:\d+: the port is in use.*\n$/);

      const underWay = await fetch(`${url}/is/image/shop/held`);
      app.child.kill("SIGKILL");
      await expect.poll(() => isListenedOn(url), { timeout: TIME_LIMIT_MS }).toBe(false);
      held[0]!.end("half");
      expect(await underWay.text()).toBe("halfhalf");
      await untilGone(pids);
    },
    TIME_LIMIT_MS,
  );
});

test(
  "what is wrong with all of them is told once, with the exit code of one",
  async () => {
    const bad = join(folder, "bad");
    await mkdir(join(bad, "catalog"), { recursive: true });
    await writeFile(join(bad, "PlatformServer.conf"), "errorRedirect.rootUrl=ftp://x\n");
    const app = start("bun", bad, "--port", "0", "--processes", "2");
    expect(await app.ended).toBe(2);
    expect(app.output.stderr).toMatch(
      /^.*PlatformServer\.conf:1.*\nprocess 1 ended with exit code 2 before it listened\n$/,
    );
  },
  TIME_LIMIT_MS,
);
