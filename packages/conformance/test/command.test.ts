import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPortFree } from "../src/launcher/port-check.ts";
import { runCommandHere } from "./run-command-here.ts";
import { CRASHING, SERVER, untilGone } from "./test-servers.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "command-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A start command that runs some JavaScript. */
async function script(name: string, source: string): Promise<string> {
  const file = join(folder, `${name}.cjs`);
  await writeFile(file, `const [conf, port] = process.argv.slice(2);\n${source}`);
  return `"${process.execPath}" "${file}" {conf} {port}`;
}

const R07 = ["--only", "r07-static-content-missing"];

describe("what cannot be run: one line that names it, and status 2", () => {
  test.each([
    ["an unknown option", ["--speed", "9"], "the option --speed is not known; see --help"],
    [
      "an unknown rule",
      ["--start", "x {conf} {port}", "--only", "R99"],
      'only: "R99" is no case; allowed are case ids and R01',
    ],
    [
      "a command without a placeholder",
      ["--start", "x {conf}"],
      'the start command "x {conf}" does not contain {port}',
    ],
    ["an open quote", ["--start", "'x {conf} {port}"], "has a quote that is not closed"],
    [
      "gaps that are not there",
      ["--start", "x {conf} {port}", "--known-gaps", "/no/gaps.json"],
      "--known-gaps /no/gaps.json: it cannot be read (ENOENT)",
    ],
    [
      "a report that cannot be written",
      ["--start", "x {conf} {port}", "--reporter", "json=/no/such/file"],
      "--reporter json: /no/such/file cannot be written (ENOENT)",
    ],
    [
      "a program that does not exist",
      ["--start", "no-such-program {conf} {port}"],
      "the server ended before it was ready (",
    ],
    [
      "a configuration folder that cannot be written",
      ["--start", "x {conf} {port}", "--work-folder", "/no/such"],
      "a configuration folder cannot be written in /no/such: ENOENT",
    ],
  ])("%s", async (_, argv, message) => {
    const { status, stdout, stderr } = await runCommandHere(argv);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect([status, stdout]).toEqual([2, ""]);
  });

  const IDLE =
    'require("node:fs").writeFileSync(__filename + ".pid", String(process.pid)); setInterval(() => {}, 1000);';
  test.each([
    [
      "exits",
      'console.error("Error: no configuration\\n    at main"); process.exit(3);',
      "ended before it was ready (exit status 3)",
      "stderr: Error: no configuration",
    ],
    ["prints nothing", IDLE, "said nothing within 500 ms", ""],
    [
      "prints something else",
      `console.log("ready!"); ${IDLE}`,
      'said "ready!" first; expected is "listening on http://HOST:PORT"',
      "",
    ],
    [
      "never listens",
      `console.log("listening on http://127.0.0.1:1"); ${IDLE}`,
      'said "listening on http://127.0.0.1:1", but nothing can be reached there (ECONNREFUSED)',
      "",
    ],
  ])("a start command that %s", async (name, source, message, complaint) => {
    const start = await script(name.replaceAll(" ", "-"), source);
    const timeout = name === "prints nothing" ? ["--ready-timeout", "500"] : [];
    const { status, stderr } = await runCommandHere(["--start", start, ...timeout]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(complaint);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(status).toBe(2);
    await untilGone(folder);
  });

  test("a start command that listens elsewhere, and a port in use", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    try {
      const elsewhere = await script("elsewhere", `console.log("listening on http://127.0.0.1:${port}"); ${IDLE}`);
      const free = await twoFreePorts();
      const first = await runCommandHere(["--start", elsewhere, "--port", String(free)]);
      expect(first.stderr).toContain(`but it was told to listen on port ${free}`);
      const second = await runCommandHere(["--start", elsewhere, "--port", String(port)]);
      expect(second.stderr).toBe(`port ${port} is in use\n`);
      expect([first.status, second.status]).toEqual([2, 2]);
    } finally {
      taken.close();
    }
  });

  test.each([
    ["{", "it is no JSON ("],
    ['{"id":1}', "allowed is a list of"],
    ['[{"id":"x"}]', 'entry 1 is {"id":"x"}; allowed is a list of'],
    ['[{"id":"no-such-case","reason":"x"}]', '"no-such-case" is no case'],
  ])("known gaps such as %s", async (text, message) => {
    const file = join(folder, "gaps.json");
    await writeFile(file, text);
    const { status, stderr } = await runCommandHere(["--start", "x {conf} {port}", "--known-gaps", file]);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

describe("a run", () => {
  test("that passes: status 0, several reports", async () => {
    const start = await script("good", SERVER);
    const json = join(folder, "out.json");
    const reports = ["--reporter", `json=${json}`, "--reporter", "tap"];
    const { status, stdout, stderr } = await runCommandHere(["--start", start, "--name", "mine", ...reports, ...R07]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("ok 1 - r07-static-content-missing")]);
    expect(stderr).toBe("1/1 cases\n");
    expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject({ name: "mine", ok: true, counts: { pass: 1 } });
  });

  test("whose required case fails: status 1; as a known gap 0; and 1 when the gap is gone", async () => {
    const start = await script("spoilt", SERVER.replace("REMOTE", "CREATED"));
    const failing = await runCommandHere(["--start", start, "--log-wait", "1000", ...R07]);
    expect(failing.status).toBe(1);
    expect(failing.stdout).toContain(
      "request 1, access log, cacheUse (R10)\n    expected REMOTE\n    got      CREATED\n",
    );
    const gaps = join(folder, "known.json");
    await writeFile(gaps, JSON.stringify([{ id: "r07-static-content-missing", reason: "it says CREATED" }]));
    expect((await runCommandHere(["--start", start, "--known-gaps", gaps, ...R07])).status).toBe(0);
    const good = await script("good-again", SERVER);
    const gone = await runCommandHere(["--start", good, "--known-gaps", gaps, ...R07]);
    expect([gone.status, gone.stdout]).toEqual([1, expect.stringContaining("GAP IS GONE")]);
  });

  test("on ports of its own choice", async () => {
    const start = await script("ports", SERVER);
    const { status, stderr } = await runCommandHere(["--start", start, "--port", String(await twoFreePorts()), ...R07]);
    expect([status, stderr]).toEqual([0, "1/1 cases\n"]);
  });

  test("whose server crashes in the middle of a case: what was not tried is told from what failed", async () => {
    const start = await script("crashing", CRASHING);
    const two = ["--only", "r07-static-content-missing,r07-head", "--concurrency", "1", "--log-wait", "500"];
    const { status, stdout, stderr } = await runCommandHere(["--start", start, ...two]);
    expect(status).toBe(1);
    expect(stdout).toContain("  server\n    expected goes on running\n    got      ended by itself (exit status 7)\n");
    expect(stdout).toContain("NOT TRIED  1 case: the server has ended by itself (exit status 7)\n  r07-head\n");
    expect(stderr).toContain("1 case could not be tried: the server has ended by itself (exit status 7)\n");
    await untilGone(folder);
  });

  test("lists the cases, and says its version", async () => {
    const list = await runCommandHere(["--list", "--only", "X11"]);
    expect(list.stdout.split("\n").find((line) => line.startsWith("x11-cache-status\t"))).toBe(
      "x11-cache-status\trequired\tX11\tCache-Status says that the answer was forwarded and not stored.",
    );
    expect((await runCommandHere(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("leaves no configuration folder behind", async () => {
    const work = await mkdtemp(join(folder, "work-"));
    const start = await script("tidy", SERVER);
    expect((await runCommandHere(["--start", start, "--work-folder", work, ...R07])).status).toBe(0);
    expect(await readdir(work)).toEqual([]);
  });
});

/** The first of two; below those that systems give away by themselves. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await isPortFree(first)) && (await isPortFree(first + 1))) return first;
  }
}
