import { copyFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jpeg } from "./test-images.ts";
import { startServer } from "./test-server.ts";

const workerEntry = new URL("./faults/faulty-worker.ts", import.meta.url);
const photo = await jpeg(64, 48);
const other = await jpeg(40, 40, 2);

test.each([
  ["hang", "took more than"],
  ["trap", "the worker broke"],
  ["exit", "ended with code 7"],
  ["throw", "out of nowhere"],
  ["allocate", /the memory grew|took more than/],
  ["heap", /the memory grew|took more than/],
  ["array", /the memory grew|took more than/],
])("a decoder that does this with one file costs the job and not the server: %s", async (fault, reason) => {
  const server = await startServer(
    { [`images/${fault}.jpg`]: photo, "images/good.jpg": other },
    { workerEntry, renderTimeoutMs: fault === "hang" ? 2000 : 10_000, renderMaxMemoryBytes: 256 * 1024 * 1024 },
  );
  const [bad, good] = await Promise.all([
    server.read(`/is/image/${fault}.jpg?wid=10`),
    server.read("/is/image/good.jpg?wid=10"),
  ]);
  expect([bad.response.status, good.response.status]).toEqual([500, 200]);
  const record = server.records.find(({ target }) => target.includes(fault));
  // No rule of the format is broken: the file is only not for this server (X21).
  expect(record).toMatchObject({ exception: "image-unsupported" });
  expect(record?.traces?.join()).toMatch(reason);
  expect((await server.read("/is/image/good.jpg?wid=11")).response.status).toBe(200);
});

test("a worker that is long in loading its modules still gets its first job", async () => {
  const server = await startServer(
    { "images/good.jpg": photo },
    { workerEntry: new URL("./faults/late-worker.ts", import.meta.url), renderTimeoutMs: 10_000 },
  );
  expect((await server.read("/is/image/good.jpg?wid=10")).response.status).toBe(200);
});

test("a rendering that takes too long says nothing about its sources", async () => {
  const server = await startServer({ "images/slow-once.jpg": photo }, { workerEntry, renderTimeoutMs: 1500 });
  const first = await server.read("/is/image/slow-once.jpg?wid=10");
  expect(first.response.status).toBe(503);
  expect(server.records.at(-1)).toMatchObject({ exception: "overloaded" });
  // The file was judged alone, found fine, and is served.
  expect((await server.read("/is/image/slow-once.jpg?wid=11")).response.status).toBe(200);
});

test("what is known to be broken is not looked at again until it is replaced", async () => {
  let reads = 0;
  const { createDiskSourceStore } = await import("../src/sources/disk-source-store.ts");
  const disk = createDiskSourceStore();
  const sources = {
    ...disk,
    read(located: Parameters<typeof disk.read>[0]) {
      reads += 1;
      return disk.read(located);
    },
  };
  const server = await startServer(
    { "images/cut.jpg": photo.subarray(0, 1500), "images/good.jpg": photo },
    { sources },
  );
  const status = async (query: string) => (await server.read(`/is/image/cut.jpg?${query}`)).response.status;
  expect(await status("wid=10")).toBe(500);
  expect(reads).toBe(1);
  expect([await status("wid=11"), await status("wid=12"), reads]).toEqual([500, 500, 1]);
  // The same length and time: the inode tells.
  await copyFile(join(server.folder, "images/good.jpg"), join(server.folder, "images/cut.jpg"));
  await utimes(join(server.folder, "images/cut.jpg"), new Date(), new Date());
  expect([await status("wid=13"), reads]).toEqual([200, 2]);
});

test("many requests at once for the same broken source judge it once", async () => {
  const { createDiskSourceStore } = await import("../src/sources/disk-source-store.ts");
  const disk = createDiskSourceStore();
  let reads = 0;
  const sources = {
    ...disk,
    read(located: Parameters<typeof disk.read>[0]) {
      reads += 1;
      return disk.read(located);
    },
  };
  const server = await startServer({ "images/cut.jpg": photo.subarray(0, 1500) }, { sources, maxConcurrentRenders: 4 });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => server.read(`/is/image/cut.jpg?wid=${i + 1}`)),
  );
  expect(answers.map(({ response }) => response.status)).toEqual(answers.map(() => 500));
  expect(reads).toBe(1);
});

test("a job that no request waits for any more is not begun", async () => {
  const { heldSources } = await import("./test-server.ts");
  const { sources, reading, release } = heldSources();
  const server = await startServer(
    { "images/a.jpg": photo, "images/b.jpg": other },
    { sources, maxConcurrentRenders: 1 },
  );
  const first = server.read("/is/image/a.jpg?wid=10");
  await reading;
  const leaving = new AbortController();
  const second = server.read("/is/image/b.jpg?wid=10", { signal: leaving.signal });
  await new Promise((resolve) => setTimeout(resolve, 20));
  leaving.abort();
  expect((await second).response.status).toBe(499);
  release();
  expect((await first).response.status).toBe(200);
  expect(server.notices).toEqual([]);
});
