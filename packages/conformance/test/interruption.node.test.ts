import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SERVER, untilGone } from "./test-servers.ts";

const MAIN = fileURLToPath(new URL("../src/command/main.ts", import.meta.url));
let folder: string;
let command: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interruption-"));
});
afterEach(async () => {
  command?.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts the command against a server that never answers, and waits until a case is under way. */
async function startHanging() {
  const file = join(folder, "server.cjs");
  await writeFile(
    file,
    `const [conf, port] = process.argv.slice(2);
     ${SERVER.replace("http.createServer((request, response) => {", 'http.createServer((request, response) => { require("node:fs").writeFileSync(__filename + ".asked", ""); return;')}`,
  );
  const child = spawn(
    process.execPath,
    [
      ...["--import", import.meta.resolve("tsx"), MAIN, "--start", `"${process.execPath}" "${file}" {conf} {port}`],
      ...["--only", "R07", "--work-folder", folder],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  command = child;
  let stderr = "";
  child.stderr.on("data", (bytes) => {
    stderr += bytes;
  });
  const ended = once(child, "close").then(([status]) => ({ status, stderr }));
  const isAsked = async () => (await readdir(folder)).includes("server.cjs.asked");
  while (!(await isAsked())) await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20))]);
  return { child, ended };
}

test("Ctrl-C ends the servers and removes their folders; one line says so, and the status is 2", async () => {
  const { child, ended } = await startHanging();
  child.kill("SIGINT");
  expect(await ended).toEqual({ status: 2, stderr: "interrupted by SIGINT\n" });
  await untilGone(folder);
  expect((await readdir(folder)).filter((name) => name.startsWith("conformance-"))).toEqual([]);
});

test("no server outlives a command that is killed", async () => {
  const { child, ended } = await startHanging();
  child.kill("SIGKILL");
  await ended;
  await untilGone(folder);
});
