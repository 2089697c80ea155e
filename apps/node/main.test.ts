import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "app-node-"));
  await mkdir(join(folder, "catalog"));
  await mkdir(join(folder, "images"));
  await writeFile(join(folder, "PlatformServer.conf"), "catalog.rootPath=catalog\nimage.rootPaths=images\n");
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the app in a process of its own. */
function start(...argv: string[]) {
  const child = spawn(process.execPath, ["-C", "source", "--import", "tsx", MAIN, ...argv]);
  running.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  const exited = once(child, "close").then(([code]) => ({ code: code as number | null, ...output }));
  const firstLine = async () => {
    while (!output.stdout.includes("\n")) {
      if (child.exitCode !== null) throw new Error(`it ended: ${output.stderr}`);
      await Promise.race([once(child.stdout, "data"), exited]);
    }
    return output.stdout.slice(0, output.stdout.indexOf("\n"));
  };
  return { child, exited, firstLine };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "it says where it listens, answers, and ends with 0 on %s",
  async (signal) => {
    const app = start("--conf", folder, "--port", "0");
    const line = await app.firstLine();
    expect(line).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${line.slice("listening on ".length)}/is/image/nothing/here`);
    expect(response.status).toBe(404);
    await response.text();
    app.child.kill(signal);
    expect((await app.exited).code).toBe(0);
  },
);

test("bad arguments: one line on stderr, exit code 2", async () => {
  const { code, stdout, stderr } = await start("--conf", folder, "--port", "x").exited;
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^--port is "x"; allowed are 0 to 65535.*\n$/);
});

test("a port in use: one line on stderr that says so, and no crash", async () => {
  const first = start("--conf", folder, "--port", "0");
  const port = new URL((await first.firstLine()).slice("listening on ".length)).port;
  const { code, stderr } = await start("--conf", folder, "--port", port).exited;
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^cannot listen on .*${port}.*in use.*\\n$`));
});
