import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCommandArguments } from "../src/command/command-arguments.ts";
import { runCommandHere } from "./run-command-here.ts";

const README = new URL("../README.md", import.meta.url);
let readme: string;
let folder: string;
beforeAll(async () => {
  readme = await readFile(README, "utf8");
  folder = await mkdtemp(join(tmpdir(), "readme-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the glue of the README is enough for the run that stands below it", async () => {
  const [, source] = /```js\n\/\/ server\.mjs\n(.*?)```/s.exec(readme)!;
  const [, only] = /npx @understudy\/conformance --start "node server\.mjs \{conf\} \{port\}" --only (\S+)\n/.exec(
    readme,
  )!;
  const file = join(folder, "server.mjs");
  await writeFile(file, source!);
  const argv = ["--start", `"${process.execPath}" "${file}" {conf} {port}`, "--only", only!];
  const { status, stdout, stderr } = await runCommandHere(argv);
  expect(`${stdout}${stderr}`).toContain("the selected cases pass: 2 cases, 2 passed");
  expect(status).toBe(0);
});

test("every option of the README is one of the command's, and the other way round", () => {
  const optionsOf = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));
  const [, inReadme] = /## Run it\n(.*?)## Run it in a test/s.exec(readme)!;
  const ofServers = ["--conf"];
  const help = parseCommandArguments(["--help"]);
  const known = optionsOf(help.kind === "help" ? help.text : "");
  expect(known).toContain("--start");
  for (const option of optionsOf(inReadme!)) if (!ofServers.includes(option)) expect(known).toContain(option);
  for (const option of known) expect(optionsOf(inReadme!)).toContain(option);
});
