import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { PassThrough, Writable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { type AccessLogOptions, createAccessLog } from "./access-log.ts";

function logTo(options: AccessLogOptions) {
  const errors: string[] = [];
  const recoveries: number[] = [];
  let onEvent = () => {};
  const log = createAccessLog({
    retryMs: 5,
    onError: (error) => {
      errors.push(error.message);
      onEvent();
    },
    onRecovered: (lost) => {
      recoveries.push(lost);
      onEvent();
    },
    ...options,
  });
  onTestFinished(() => log.close());
  const nextEvent = () => new Promise<void>((resolve) => (onEvent = resolve));
  return { log, errors, recoveries, nextEvent };
}

test("lines go to a file named after the prefix and the local date, in order, none lost at close", async () => {
  const folder = await tempFolder();
  const { log, errors } = logTo({
    directory: folder.file("logs/deep"),
    prefix: "is-",
    now: () => new Date(2024, 1, 3, 23, 59),
  });
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} ä`);
  for (const line of lines) log.write(line);
  await log.close();
  log.write("too late");
  await log.close();
  expect(await readdir(folder.file("logs/deep"))).toEqual(["is-2024-02-03.log"]);
  expect(await readFile(folder.file("logs/deep/is-2024-02-03.log"), "utf8")).toBe(`${lines.join("\n")}\n`);
  expect(errors).toEqual([]);
});

test("each day has its own file, an existing file is continued", async () => {
  const folder = await tempFolder({ "access-2024-12-31.log": "before\n" });
  let now = new Date(2024, 11, 31, 23, 59, 59, 999);
  const { log } = logTo({ directory: folder.path, now: () => now });
  log.write("old year");
  now = new Date(2025, 0, 1);
  log.write("new year");
  await log.close();
  expect(await readFile(folder.file("access-2024-12-31.log"), "utf8")).toBe("before\nold year\n");
  expect(await readFile(folder.file("access-2025-01-01.log"), "utf8")).toBe("new year\n");
});

test("files that are more than maxDays old are deleted, and no other file", async () => {
  const kept = [
    "access-2024-02-27.log",
    "access-2024-03-01.log",
    "access-2024-02-26.log.gz",
    "other-2024-01-01.log",
    "access-.log",
  ];
  const old = ["access-2024-02-26.log", "access-2019-12-31.log"];
  const folder = await tempFolder(Object.fromEntries([...kept, ...old].map((name) => [name, ""])));
  const { log, errors } = logTo({ directory: folder.path, maxDays: 3, now: () => new Date(2024, 2, 1) });
  log.write("x");
  await log.close();
  expect((await readdir(folder.path)).sort()).toEqual([...kept].sort());
  expect(errors).toEqual([]);
});

test("a line cannot break the log into more lines", async () => {
  const folder = await tempFolder();
  const { log } = logTo({ directory: folder.path, now: () => new Date(2024, 0, 1) });
  log.write("a\r\nb");
  await log.close();
  expect(await readFile(folder.file("access-2024-01-01.log"), "utf8")).toBe("a b\n");
});

test("a folder that cannot be used is reported once; what waited is written when it can be", async () => {
  const folder = await tempFolder({ logs: "a file where the folder should be" });
  const { log, errors, recoveries, nextEvent } = logTo({
    directory: folder.file("logs"),
    now: () => new Date(2024, 0, 1),
  });
  const failed = nextEvent();
  for (let index = 0; index < 100; index++) log.write(`${index}`);
  await failed;
  const recovered = nextEvent();
  await rm(folder.file("logs"));
  await recovered;
  await log.close();
  expect(errors).toEqual([expect.stringContaining("ENOTDIR")]);
  expect(recoveries).toEqual([0]);
  const written = await readFile(folder.file("logs/access-2024-01-01.log"), "utf8");
  expect(written).toBe(Array.from({ length: 100 }, (_, index) => `${index}\n`).join(""));
});

test("a folder that is moved away while the log is open is made anew", async () => {
  const folder = await tempFolder();
  const { log, errors } = logTo({ directory: folder.file("logs"), now: () => new Date(2024, 0, 1) });
  log.write("one");
  await expect.poll(() => readFile(folder.file("logs/access-2024-01-01.log"), "utf8").catch(() => "")).toBe("one\n");
  await rename(folder.file("logs"), folder.file("away"));
  log.write("two");
  await log.close();
  expect(await readFile(folder.file("logs/access-2024-01-01.log"), "utf8")).toBe("two\n");
  expect(errors).toEqual([]);
});

test.runIf(existsSync("/dev/full"))(
  "a full disk is reported once, with the file; nothing is lost if there is room again",
  async () => {
    const folder = await tempFolder();
    const path = folder.file("access-2024-01-01.log");
    await symlink("/dev/full", path);
    const { log, errors, recoveries, nextEvent } = logTo({
      directory: folder.path,
      now: () => new Date(2024, 0, 1),
    });
    const failed = nextEvent();
    for (let index = 0; index < 100; index++) log.write(`${index}`);
    await failed;
    log.write("100");
    const recovered = nextEvent();
    await rm(path);
    await recovered;
    await log.close();
    expect(errors).toEqual([expect.stringMatching(/access-2024-01-01\.log: .*no space left/i)]);
    expect(recoveries).toEqual([0]);
    expect(await readFile(path, "utf8")).toBe(Array.from({ length: 101 }, (_, index) => `${index}\n`).join(""));
  },
);

test("while nothing can be written, the newest lines are kept up to a limit, and the loss is told", async () => {
  const folder = await tempFolder({ logs: "" });
  const { log, recoveries, nextEvent } = logTo({
    directory: folder.file("logs"),
    maxPendingBytes: 1000,
    now: () => new Date(2024, 0, 1),
  });
  const failed = nextEvent();
  log.write("first");
  await failed;
  for (let index = 0; index < 500; index++) log.write(`line ${index}`);
  const recovered = nextEvent();
  await rm(folder.file("logs"));
  await recovered;
  await log.close();
  const lines = (await readFile(folder.file("logs/access-2024-01-01.log"), "utf8")).trimEnd().split("\n");
  expect(lines.at(-1)).toBe("line 499");
  expect(lines.length).toBeGreaterThan(50);
  expect(recoveries).toEqual([501 - lines.length]);
});

test("lines that cannot be written at close() are counted", async () => {
  const folder = await tempFolder({ logs: "" });
  const { log, errors } = logTo({ directory: folder.file("logs") });
  for (let index = 0; index < 500; index++) log.write("x");
  await log.close();
  expect(errors).toEqual([expect.stringContaining("ENOTDIR"), "500 lines of the access log could not be written"]);
});

test("a folder with the name of an old file is left alone", async () => {
  const folder = await tempFolder();
  await mkdir(folder.file("access-2020-01-01.log"));
  const { log, errors } = logTo({ directory: folder.path, now: () => new Date(2024, 0, 1) });
  log.write("x");
  await log.close();
  expect(await readdir(folder.path)).toEqual(["access-2020-01-01.log", "access-2024-01-01.log"]);
  expect(errors).toEqual([]);
});

test("without a folder lines go to the stream, which stays open", async () => {
  const stdout = new PassThrough({ encoding: "utf8" });
  const { log } = logTo({ stdout });
  log.write("one");
  log.write("two");
  await log.close();
  expect(stdout.read()).toBe("one\ntwo\n");
  expect(stdout.writable).toBe(true);
});

test("a reader of standard output that went away is reported once and ends nothing", async () => {
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
  });
  const { log, errors, nextEvent } = logTo({ stdout });
  const failed = nextEvent();
  log.write("one");
  await failed;
  log.write("two");
  await log.close();
  expect(errors).toEqual(["write EPIPE", "2 lines of the access log could not be written"]);
});

test.each([
  [{ maxDays: 0 }, "maxDays is 0"],
  [{ maxDays: 1.5 }, "maxDays is 1.5"],
  [{ prefix: "a/b" }, 'prefix is "a/b"'],
  [{ directory: "" }, 'directory is ""'],
  [{ retryMs: -1 }, "retryMs is -1"],
  [{ maxPendingBytes: 0 }, "maxPendingBytes is 0"],
])("the options %j are refused", (options, message) => {
  expect(() => createAccessLog(options)).toThrow(`${message}; allowed`);
});
