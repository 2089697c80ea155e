import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const SCRIPT = `
import { Command } from "commander";
import { readCommandLine } from "@understudy/command-line";
console.log(JSON.stringify(readCommandLine((run) => new Command("fruit").option("--ripe", "eats it").action(run))));
`;

async function runScript(...words: string[]) {
  const flags = ["-C", "@understudy/source", "--import", "tsx", "--input-type=module", "-e", SCRIPT, "--", "script"];
  const run = promisify(execFile)(process.execPath, [...flags, ...words], { cwd: import.meta.dirname });
  const { stdout, stderr, code } = await run.then((printed) => ({ ...printed, code: 0 })).catch((error) => error);
  return { stdout, stderr, code };
}

test("a script gets what it was asked for", async () => {
  expect(await runScript("--ripe")).toEqual({ stdout: '{"ripe":true}\n', stderr: "", code: 0 });
});

test("help is printed, and the process ends with 0", async () => {
  const { stdout, code } = await runScript("--help");
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: fruit.*--ripe +eats it/s)]);
});

test("a mistake is one line, and the process ends with 2", async () => {
  const stderr = "the option --ripx is not known; did you mean --ripe? see --help\n";
  expect(await runScript("--ripx")).toEqual({ stdout: "", stderr, code: 2 });
});
