import { execFile } from "node:child_process";
import { appendFile, mkdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { type DiskFunctions, nodeDisk } from "./disk-functions.ts";
import { createDiskSourceStore } from "./disk-source-store.ts";
import type { LocatedSource, SourceFile, SourceProblem } from "./source-file.ts";
import { isSourceProblem } from "./source-problem.ts";

const store = createDiskSourceStore();

function found<T extends LocatedSource | SourceFile | ReadableStream<Uint8Array>>(result: T | SourceProblem): T {
  if (isSourceProblem(result)) return expect.unreachable(`found nothing: ${JSON.stringify(result)}`);
  return result;
}

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(`${code}: made up`), { code }));
}

/** A disk that counts the handles that are open. */
function countingDisk() {
  let open = 0;
  const disk: Partial<DiskFunctions> = {
    async open(path) {
      const handle = await nodeDisk.open(path);
      open++;
      return {
        stat: () => handle.stat(),
        read: (...parameters) => handle.read(...parameters),
        close() {
          open--;
          return handle.close();
        },
      };
    },
  };
  return { disk, openHandles: () => open };
}

async function text(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

test("a file is located in the first root that has it, and read whole", async () => {
  const folder = await tempFolder({ "one/a.txt": "first", "two/a.txt": "second", "two/sub/b.txt": "b" });
  const roots = [folder.file("nowhere"), folder.file("one"), folder.file("two")];
  const located = found(await store.locate(roots, "a.txt"));
  expect(located).toMatchObject({ name: "a.txt", identity: { sizeBytes: 5 } });
  const file = found(await store.read(located));
  expect(new TextDecoder().decode(file.bytes)).toBe("first");
  expect(file.identity).toEqual(located.identity);
  expect(found(await store.locate(roots, "sub//./b.txt")).identity.sizeBytes).toBe(1);
});

test("what is not there is missing: no file, no root, a file where a folder should be, a name that is too long", async () => {
  const folder = await tempFolder({ "root/a.txt": "" });
  const roots = [folder.file("root")];
  for (const path of ["b.txt", "b/c.txt", "a.txt/b", "a.txt/", "", `${"x".repeat(300)}.jpg`, `${"x/".repeat(5000)}a`]) {
    expect(await store.locate(roots, path), path.slice(0, 20)).toEqual({ kind: "missing" });
  }
  const lostRoot = folder.file("nowhere");
  expect(await store.locate([...roots, lostRoot], "b.txt")).toEqual({ kind: "missing", lostRoot });
  expect(await store.locate([lostRoot], "a.txt")).toEqual({ kind: "missing", lostRoot });
  expect(await store.locate([], "a.txt")).toEqual({ kind: "missing" });
});

test("paths that leave the root are refused, however they are spelled", async () => {
  const folder = await tempFolder({ "root/a.txt": "", "secret.txt": "" });
  const roots = [folder.file("root")];
  for (const path of ["../secret.txt", "%2e%2e/secret.txt", "..\\secret.txt", "a.txt\0", folder.file("secret.txt")]) {
    expect(await store.locate(roots, path), path).toEqual({ kind: "refused" });
  }
});

test("symbolic links are followed within their root and refused beyond it", async () => {
  const folder = await tempFolder({ "root/real/a.txt": "a", "root-2/b.txt": "b", "secret.txt": "" });
  await symlink(folder.file("root/real"), folder.file("root/linked"));
  await symlink("../secret.txt", folder.file("root/file"));
  await symlink(folder.file("root-2"), folder.file("root/sibling"));
  await symlink(folder.path, folder.file("root/up"));
  await symlink(folder.file("root"), folder.file("link-to-root"));
  const roots = [folder.file("root")];
  expect(found(await store.locate(roots, "linked/a.txt")).path).toMatch(/real\/a\.txt$/);
  for (const path of ["file", "sibling/b.txt", "up/secret.txt"]) {
    expect(await store.locate([...roots, folder.file("root-2")], path), path).toEqual({ kind: "refused" });
  }
  expect(found(await store.locate([folder.file("link-to-root")], "real/a.txt")).identity.sizeBytes).toBe(1);
});

test("a dangling link is missing, a loop of links unreadable", async () => {
  const folder = await tempFolder();
  await symlink("nowhere", folder.file("dangling"));
  await symlink("loop-2", folder.file("loop-1"));
  await symlink("loop-1", folder.file("loop-2"));
  expect(await store.locate([folder.path], "dangling")).toEqual({ kind: "missing" });
  expect(await store.locate([folder.path], "loop-1")).toMatchObject({ kind: "unreadable", cause: { code: "ELOOP" } });
});

test("a folder and a FIFO are unreadable, without waiting for a writer", async () => {
  const folder = await tempFolder();
  await mkdir(folder.file("folder.jpg"));
  await promisify(execFile)("mkfifo", [folder.file("fifo.jpg")]);
  for (const name of ["folder.jpg", "fifo.jpg"]) {
    expect(await store.locate([folder.path], name), name).toMatchObject({ kind: "unreadable" });
    const identity = { sizeBytes: 1, modifiedAtMs: 0, inode: 0 };
    const located = { name, path: folder.file(name), identity };
    expect(await store.read(located), name).toMatchObject({ kind: "unreadable" });
    expect(await store.stream(located), name).toMatchObject({ kind: "unreadable" });
  }
});

test.each([
  ["EACCES", "unreadable"],
  ["EPERM", "unreadable"],
  ["EIO", "unreadable"],
  ["ESTALE", "unreadable"],
  ["EISDIR", "unreadable"],
  ["ENXIO", "unreadable"],
  ["ENOENT", "missing"],
  ["ENOTDIR", "missing"],
  ["ENAMETOOLONG", "missing"],
  ["EMFILE", "exhausted"],
  ["ENFILE", "exhausted"],
  ["ENOMEM", "exhausted"],
])("%s is %s, whether it comes up in locating, reading or streaming", async (code, kind) => {
  const folder = await tempFolder({ "a.txt": "a" });
  const located = found(await store.locate([folder.path], "a.txt"));
  const noStat = createDiskSourceStore({ disk: { stat: failing(code) } });
  const noOpen = createDiskSourceStore({ disk: { open: failing(code) } });
  expect(await noStat.locate([folder.path], "a.txt")).toMatchObject({ kind });
  expect(await noOpen.read(located)).toMatchObject({ kind });
  expect(await noOpen.stream(located)).toMatchObject({ kind });
});

test("the first root that has a file decides even when it cannot be read there", async () => {
  const folder = await tempFolder({ "one/x": "", "two/a.jpg": "older copy" });
  await mkdir(folder.file("one/a.jpg"));
  const roots = [folder.file("one"), folder.file("two")];
  expect(await store.locate(roots, "a.jpg")).toMatchObject({ kind: "unreadable" });
});

test("a root that is unreadable as a whole leaves the others in service, and makes its own files unreadable", async () => {
  const folder = await tempFolder({ "one/a.txt": "", "two/b.txt": "" });
  const roots = [folder.file("one"), folder.file("two")];
  const staleRoot = createDiskSourceStore({
    disk: { realpath: (path) => (path === roots[0] ? failing("ESTALE")() : nodeDisk.realpath(path)) },
  });
  const closedRoot = createDiskSourceStore({
    disk: {
      realpath: (path) =>
        path.endsWith("/one/a.txt") || path.endsWith("/one/b.txt") ? failing("EACCES")() : nodeDisk.realpath(path),
      searchable: failing("EACCES"),
    },
  });
  for (const broken of [staleRoot, closedRoot]) {
    expect(found(await broken.locate(roots, "b.txt")).name).toBe("b.txt");
    expect(await broken.locate(roots, "a.txt")).toMatchObject({ kind: "unreadable" });
  }
  const exhausted = createDiskSourceStore({ disk: { realpath: failing("EMFILE") } });
  expect(await exhausted.locate(roots, "b.txt")).toMatchObject({ kind: "exhausted" });
});

test("a file that is gone when it is read is missing; one that was replaced is read with its new identity", async () => {
  const folder = await tempFolder({ "a.txt": "old", "b.txt": "b", "new.txt": "newer" });
  const a = found(await store.locate([folder.path], "a.txt"));
  const b = found(await store.locate([folder.path], "b.txt"));
  await rename(folder.file("new.txt"), folder.file("a.txt"));
  await rm(folder.file("b.txt"));
  const file = found(await store.read(a));
  expect(new TextDecoder().decode(file.bytes)).toBe("newer");
  expect(file.identity).not.toEqual(a.identity);
  expect(await store.read(b)).toEqual({ kind: "missing" });
  expect(await store.stream(b)).toEqual({ kind: "missing" });
  expect(await store.stream(a)).toMatchObject({ kind: "unreadable" });
});

test("a located file that has become a link to elsewhere is not followed", async () => {
  const folder = await tempFolder({ "root/a.txt": "a", "secret.txt": "secret" });
  const located = found(await store.locate([folder.file("root")], "a.txt"));
  await rm(folder.file("root/a.txt"));
  await symlink(folder.file("secret.txt"), folder.file("root/a.txt"));
  expect(await store.read(located)).toMatchObject({ kind: "unreadable" });
  expect(await store.stream(located)).toMatchObject({ kind: "unreadable" });
});

test("a file over the limit is unreadable, with both sizes told", async () => {
  const folder = await tempFolder({ "a.txt": "12345" });
  const small = createDiskSourceStore({ readMaxBytes: 4 });
  const located = found(await small.locate([folder.path], "a.txt"));
  expect(await small.read(located)).toMatchObject({
    kind: "unreadable",
    cause: { message: expect.stringMatching(/5 bytes.*4/) },
  });
  expect(() => createDiskSourceStore({ readMaxBytes: 0 })).toThrow(/readMaxBytes is 0; allowed/);
});

test("a file that is written to while it is read is read anew, and not for ever", async () => {
  const folder = await tempFolder({ "a.txt": "12345" });
  let writes = 0;
  const writtenTo = (times: number): Partial<DiskFunctions> => ({
    async open(path) {
      const handle = await nodeDisk.open(path);
      return {
        stat: () => handle.stat(),
        async read(...parameters) {
          if (writes++ < times) await appendFile(path, "+");
          return handle.read(...parameters);
        },
        close: () => handle.close(),
      };
    },
  });
  const located = found(await store.locate([folder.path], "a.txt"));
  const file = found(await createDiskSourceStore({ disk: writtenTo(1) }).read(located));
  expect(new TextDecoder().decode(file.bytes)).toBe("12345+");
  writes = 0;
  expect(await createDiskSourceStore({ disk: writtenTo(100) }).read(located)).toMatchObject({ kind: "unreadable" });
});

test("a stream gives the whole file or a range of it, and closes the file", async () => {
  const content = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
  const folder = await tempFolder({ "a.bin": content, "empty.bin": "" });
  const { disk, openHandles } = countingDisk();
  const counting = createDiskSourceStore({ disk });
  const located = found(await counting.locate([folder.path], "a.bin"));
  for (const range of [
    undefined,
    { start: 0, end: 0 },
    { start: 65_535, end: 131_073 },
    { start: 199_999, end: 199_999 },
  ]) {
    const stream = found(await counting.stream(located, range));
    expect(openHandles()).toBe(1);
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const expected = range ? content.subarray(range.start, range.end + 1) : content;
    expect(Buffer.compare(bytes, expected)).toBe(0);
    expect(openHandles()).toBe(0);
  }
  const empty = found(await counting.locate([folder.path], "empty.bin"));
  expect(await text(found(await counting.stream(empty)))).toBe("");
  expect(openHandles()).toBe(0);
});

test.each([
  [-1, 1],
  [1, 0],
  [0, 3],
  [0.5, 1],
])("the range %s-%s of a file of 3 bytes is a mistake of the caller", async (start, end) => {
  const folder = await tempFolder({ "a.txt": "abc" });
  const located = found(await store.locate([folder.path], "a.txt"));
  await expect(store.stream(located, { start, end })).rejects.toThrow(
    `range is ${start}-${end}; allowed is a range within 0-2`,
  );
});

test("a stream fails when the file gets shorter underway, and closes it", async () => {
  const folder = await tempFolder({ "a.bin": new Uint8Array(200_000) });
  const { disk, openHandles } = countingDisk();
  const counting = createDiskSourceStore({ disk });
  const located = found(await counting.locate([folder.path], "a.bin"));
  const reader = found(await counting.stream(located)).getReader();
  expect((await reader.read()).done).toBe(false);
  await truncate(folder.file("a.bin"), 100);
  await expect(reader.read()).rejects.toThrow(/a\.bin was cut short at 65536/);
  expect(openHandles()).toBe(0);
});

test("a cancelled stream closes the file", async () => {
  const folder = await tempFolder({ "a.bin": new Uint8Array(200_000) });
  const { disk, openHandles } = countingDisk();
  const counting = createDiskSourceStore({ disk });
  const located = found(await counting.locate([folder.path], "a.bin"));
  const reader = found(await counting.stream(located)).getReader();
  await reader.read();
  expect(openHandles()).toBe(1);
  await reader.cancel();
  expect(openHandles()).toBe(0);
});

test("no handle is left open by files that cannot be used", async () => {
  const folder = await tempFolder({ "a.bin": new Uint8Array(100) });
  const { disk, openHandles } = countingDisk();
  const counting = createDiskSourceStore({ disk, readMaxBytes: 10 });
  const located = found(await counting.locate([folder.path], "a.bin"));
  expect(isSourceProblem(await counting.read(located))).toBe(true);
  await writeFile(folder.file("a.bin"), "changed");
  expect(isSourceProblem(await counting.stream(located))).toBe(true);
  expect(openHandles()).toBe(0);
});
