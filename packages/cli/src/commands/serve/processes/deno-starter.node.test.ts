import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const DENO = realpathSync(fileURLToPath(new URL("../../../../../../node_modules/.bin/deno", import.meta.url)));
const STARTER = new URL("./deno-starter.ts", import.meta.url).href;

const SCRIPT = `
import { createDenoStarter } from ${JSON.stringify(STARTER)};
const states = {};
async function look() {
  for (const name of ["run", "read", "write", "env", "net"]) states[name] = (await Deno.permissions.query({ name })).state;
  return states;
}
if (Deno.args[0] === "child") console.log(JSON.stringify({ args: Deno.args, ...(await look()) }));
else {
  const starter = createDenoStarter();
  const child = await starter.start(["child", "--port", "1"]);
  for await (const bytes of child.output) await Deno.stdout.write(bytes);
  console.log(JSON.stringify(await child.ended));
  child.kill("SIGTERM");
  await starter.giveUp();
  console.log(JSON.stringify({ run: (await look()).run }));
}
`;

test("a further process has the flags of the first one but for --allow-run, which can be given up", async () => {
  const folder = realpathSync(await mkdtemp(join(tmpdir(), "understudy-deno-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const script = join(folder, "script.ts");
  await writeFile(script, SCRIPT);
  const run = (...flags: string[]) =>
    promisify(execFile)(DENO, [
      "run",
      "--no-prompt",
      "--no-check",
      "--allow-read",
      "--allow-net",
      ...flags,
      script,
      "a",
      "b",
    ]);
  const { stdout } = await run(`--allow-run=${DENO}`);
  const [child, ended, parent] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(child).toEqual({
    args: ["child", "--port", "1"],
    run: "prompt",
    read: "granted",
    write: "prompt",
    env: "prompt",
    net: "granted",
  });
  expect(ended).toEqual({ code: 0, signal: null });
  expect(parent).toEqual({ run: "prompt" });
  await expect(run()).rejects.toMatchObject({
    stderr: expect.stringContaining(`--processes on Deno needs --allow-run=deno, or --allow-run=${DENO}`),
  });
});
