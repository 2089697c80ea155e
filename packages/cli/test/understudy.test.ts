import { expect, test } from "vitest";
import type { Adapter, OwnProcess } from "../src/runtime/app-runtime.ts";
import { runUnderstudy } from "../src/understudy.ts";
import { VERSION } from "../src/version.ts";

/** Runs the command; resolves, when it ends the process, to what it printed and its exit code. */
async function run(argv: readonly string[], adapter?: () => Promise<Adapter>) {
  const printed: string[] = [];
  const errors: string[] = [];
  const codes: number[] = [];
  const own: OwnProcess = {
    argv,
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    exit: (code) => codes.push(code),
    onTerminate() {},
  };
  await runUnderstudy(own, adapter);
  return { printed, errors, codes };
}

test("the version and the helps go to stdout, with exit code 0", async () => {
  expect(await run(["--version"])).toEqual({ printed: [VERSION], errors: [], codes: [0] });
  const help = await run(["--help"]);
  expect(help).toMatchObject({ errors: [], codes: [0] });
  expect(help.printed[0]).toContain("serve [options]");
  for (const argv of [
    ["serve", "--help"],
    ["help", "serve"],
  ]) {
    expect((await run(argv)).printed[0]).toContain("--conf DIR");
  }
});

test.each([
  [[], "the command is missing; allowed are serve; see --help"],
  [["srve", "--conf", "c"], 'the command "srve" is not known; did you mean serve? allowed are serve; see --help'],
  [["serve", "--prot", "1"], "the option --prot is not known; did you mean --port? see --help"],
  [["serve"], "--conf is missing; see --help"],
])("%j is one line on stderr and exit code 2", async (argv, message) => {
  expect(await run(argv)).toEqual({ printed: [], errors: [message], codes: [2] });
});

test("without its adapter it ends with exit code 1 and what is to be installed", async () => {
  const missing = () => Promise.reject(new Error("@understudy/adapter-bun cannot be loaded"));
  const { errors, codes } = await run(["serve", "--conf", "c"], missing);
  expect(errors).toEqual(["@understudy/adapter-bun cannot be loaded"]);
  expect(codes).toEqual([1]);
});
