import { expect, test } from "vitest";
import { startServer } from "../../image-server/test/test-server.ts";
import { runAppOn } from "../src/commands/serve/run-app.ts";
import type { AppRuntime } from "../src/runtime/app-runtime.ts";

/** A runtime that remembers what the app did to it. */
function fakeRuntime(argv: string[], serve?: AppRuntime["serve"]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const closed: string[] = [];
  let terminate = () => {};
  let hangup = () => {};
  let exited: (code: number) => void;
  const exit = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const runtime: AppRuntime = {
    argv,
    serve:
      serve ??
      (async (_handler, { host, port }) => ({
        url: `http://${host}:${port || 4711}/`,
        close: async () => void closed.push("server"),
      })),
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    exit: (code) => exited(code),
    onTerminate: (callback) => {
      terminate = callback;
    },
    onHangup: (callback) => {
      hangup = callback;
    },
  };
  return { runtime, printed, errors, closed, exit, terminate: () => terminate(), hangup: () => hangup() };
}

test("an app says where it listens and ends with 0 when it is asked to", async () => {
  const { folder } = await startServer({});
  const app = fakeRuntime(["--conf", folder, "--port", "0"]);
  await runAppOn(app.runtime);
  expect(app.printed).toEqual(["listening on http://127.0.0.1:4711", expect.stringMatching(/^running on \w+ \d/)]);
  expect(app.errors).toEqual([
    expect.stringMatching(
      /^\d{4}-\S+Z info: serving on http:\/\/127\.0\.0\.1:4711: redirect on error is off; 1 catalog with 0 rows; sharp \S+; cache /,
    ),
  ]);
  app.terminate();
  app.terminate();
  expect(await app.exit).toBe(0);
  expect(app.closed).toEqual(["server"]);
});

test("a reload says so, what is new and what is wrong come in this order", async () => {
  const { folder, write } = await startServer({});
  const app = fakeRuntime(["--conf", folder]);
  await runAppOn(app.runtime);
  app.errors.splice(0);
  await write({
    "catalog/a.ini": "RootId=a\nUnknown=1\nCatalogFile=gone.txt\n",
    "PlatformServer.conf": "unknownKey=1\n",
  });
  app.hangup();
  await expect.poll(() => app.errors.length).toBe(4);
  expect(app.errors.map((line) => line.replace(/^\S+ /, "").split(":")[0])).toEqual([
    "warning",
    "warning",
    "error",
    "info",
  ]);
  expect(app.errors[3]).toMatch(/loaded anew: .*DEGRADED: 1 part could not be loaded$/);
  app.errors.splice(0);
  await write({ "catalog/gone.txt": "Id\tPath\nx\tx.jpg\n" });
  app.hangup();
  await expect.poll(() => app.errors.length).toBe(1);
  expect(app.errors[0]).toMatch(/info: loaded anew: .*; 2 catalogs with 1 row; .*; 2 warnings as before$/);
  app.terminate();
  expect(await app.exit).toBe(0);
});

test("parts that are missing: all of it, errors last, how to start all the same, and exit code 2", async () => {
  const { folder, write } = await startServer({});
  await write({
    "catalog/a.ini": "RootId=a\nCatalogFile=gone.txt\n",
    "PlatformServer.conf": "image.rootPaths=gone\nunknownKey=1\n",
  });
  const app = fakeRuntime(["--conf", folder]);
  await runAppOn(app.runtime);
  expect(await app.exit).toBe(2);
  expect(app.errors.map((line) => line.split(":")[0])).toEqual([
    "warning",
    "error",
    "error",
    expect.stringContaining("--allow-incomplete"),
  ]);
  const lenient = fakeRuntime(["--conf", folder, "--allow-incomplete"]);
  await runAppOn(lenient.runtime);
  expect(lenient.printed[0]).toMatch(/^listening on /);
  expect(lenient.errors.at(-1)).toMatch(/ info: serving on .*DEGRADED: 2 parts could not be loaded$/);
  lenient.terminate();
  expect(await lenient.exit).toBe(0);
});

test("a wrong command line is one line on stderr and exit code 2", async () => {
  const app = fakeRuntime(["--port", "x", "--conf", "c"]);
  await runAppOn(app.runtime);
  expect(await app.exit).toBe(2);
  expect(app.errors).toEqual([expect.stringContaining('--port is "x"')]);
  expect(app.printed).toEqual([]);
});

test("a wrong configuration is a line for each thing and exit code 2", async () => {
  const { folder, write } = await startServer({});
  await write({ "PlatformServer.conf": "errorRedirect.rootUrl=ftp://x\ncache.maxSize=-1\n" });
  const app = fakeRuntime(["--conf", folder]);
  await runAppOn(app.runtime);
  expect(await app.exit).toBe(2);
  expect(app.errors).toHaveLength(2);
  expect(app.errors[0]).toContain("PlatformServer.conf:1");
  expect(app.errors[1]).toContain("PlatformServer.conf:2");
});

test("a port in use is one line on stderr and exit code 1", async () => {
  const { folder } = await startServer({});
  const app = fakeRuntime(["--conf", folder, "--port", "81"], async () => {
    throw new Error("cannot listen on 127.0.0.1, port 81: EADDRINUSE");
  });
  await runAppOn(app.runtime);
  expect(await app.exit).toBe(1);
  expect(app.errors).toEqual(["cannot listen on 127.0.0.1, port 81: EADDRINUSE"]);
});

test("several processes where the runtime cannot start any: one line on stderr and exit code 2", async () => {
  const app = fakeRuntime(["--conf", "c", "--processes", "2"]);
  await runAppOn(app.runtime);
  expect(await app.exit).toBe(2);
  expect(app.errors).toEqual(["--processes is 2; this app runs in 1"]);
});
