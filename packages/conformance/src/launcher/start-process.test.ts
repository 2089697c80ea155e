import { expect, onTestFinished, test } from "vitest";
import { untilProcessIsGone } from "../../test/test-servers.ts";
import { type ProcessOptions, startProcess } from "./start-process.ts";
import { untilLine } from "./until-line.ts";

function start(source: string, options: Partial<ProcessOptions> = {}) {
  const started = startProcess({ command: ["node", "-e", source], ...options });
  onTestFinished(async () => void (await started.stop()));
  return started;
}

const FOREVER = "setInterval(() => {}, 1000);";
const WITH_CHILD = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", "${FOREVER}"]);
  console.log("child " + child.pid);`;

test("what a process started is gone when the process ends by itself", async () => {
  const started = start(`${WITH_CHILD} setTimeout(() => process.exit(7), 100);`);
  const [, child] = await untilLine(started, started.stdout, /^child (\d+)$/);
  expect(await started.exited).toEqual({ status: 7, signal: null, text: "exit status 7" });
  await untilProcessIsGone(Number(child));
});

test("stop lets a process end as it likes, and tells how it did", async () => {
  const started = start(`process.on("SIGTERM", () => process.exit(0)); console.log("up"); ${FOREVER}`);
  await untilLine(started, started.stdout, /up/);
  expect((await started.stop()).status).toBe(0);
});

test("a process that is paused is ended too", async () => {
  const started = start(`console.log("up"); ${FOREVER}`);
  await untilLine(started, started.stdout, /up/);
  process.kill(started.pid!, "SIGSTOP");
  expect((await started.stop()).signal).toBe("SIGTERM");
});

test("lines of both streams are told of as they come, and as many are kept as are wanted", async () => {
  const told: string[] = [];
  const started = start('console.log("a"); console.log("b"); setTimeout(() => console.error("c"), 200);', {
    keptLines: 1,
    onLine: (line, stream) => told.push(`${stream} ${line}`),
  });
  await started.exited;
  expect(told).toEqual(["stdout a", "stdout b", "stderr c"]);
  expect(started.stdout.lines).toEqual(["b"]);
  expect(started.output.lines).toEqual(["c"]);
  expect(started.stderr).toEqual(["c"]);
});

test.each([
  ["ends", 'console.error("no port"); process.exit(3);', /ended \(exit status 3\)\nno port/],
  ["says something else", `console.log("hello"); ${FOREVER}`, /wrote no line like .* within 400 ms\nhello/],
])("waiting for a line of a process that %s fails with what it wrote", async (_, source, message) => {
  const started = start(source);
  if (!message.source.includes("400")) {
    await expect(untilLine(started, started.stdout, /^listening/)).rejects.toThrow(message);
    return;
  }
  await untilLine(started, started.stdout, /hello/);
  await expect(untilLine(started, started.stdout, /^listening/, 400)).rejects.toThrow(message);
  expect((await started.exited).signal).toBe("SIGTERM");
});

test("a program that is not there is told of", async () => {
  const started = startProcess({ command: ["no-such-program"] });
  await expect(untilLine(started, started.stdout, /x/)).rejects.toMatchObject({ name: "LaunchError" });
  expect(await started.stop()).toMatchObject({ status: null, text: expect.stringContaining("no-such-program") });
});
