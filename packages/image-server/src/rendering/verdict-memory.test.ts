import { SourceError } from "@understudy/core";
import { expect, test, vi } from "vitest";
import { createVerdictMemory } from "./verdict-memory.ts";

const OPTIONS = { maxEntries: 10, maxAgeMs: 1000, maxWaiting: 10 };

function use(path: string, use = "pixels", inode = 1) {
  return { source: { name: path, path, identity: { sizeBytes: 5, modifiedAtMs: 1, inode } }, use };
}

const corrupt = new SourceError("image-corrupt", { source: "a.jpg", cause: new Error("bits") });

test("a broken source fails at once with the same error, for the same use and version only", async () => {
  const memory = createVerdictMemory(OPTIONS);
  memory.broken(use("a.jpg"), corrupt);
  const again = memory.begin([use("b.jpg"), use("a.jpg")], undefined);
  await expect(again).rejects.toMatchObject({ code: "image-corrupt", message: corrupt.message, source: "a.jpg" });
  await expect(again).rejects.not.toBe(corrupt);
  for (const other of [use("a.jpg", "structure"), use("a.jpg", "pixels", 2)])
    (await memory.begin([other], undefined))();
});

test("what says nothing about the file is not remembered", async () => {
  const memory = createVerdictMemory(OPTIONS);
  memory.broken(use("a.jpg"), new SourceError("overloaded"));
  memory.broken(use("a.jpg"), new SourceError("image-unreadable"));
  (await memory.begin([use("a.jpg")], undefined))();
});

test("verdicts expire, and the oldest give way", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1000);
  const memory = createVerdictMemory({ ...OPTIONS, maxEntries: 2 });
  for (const path of ["a", "b", "c"]) memory.broken(use(path), corrupt);
  (await memory.begin([use("a")], undefined))();
  await expect(memory.begin([use("c")], undefined)).rejects.toThrow();
  clock.mockReturnValue(2500);
  (await memory.begin([use("c")], undefined))();
  clock.mockRestore();
});

test("one judges, the others wait for what it finds out", async () => {
  const memory = createVerdictMemory(OPTIONS);
  const end = await memory.begin([use("a"), use("b")], undefined);
  const waiting = [memory.begin([use("b")], undefined), memory.begin([use("c"), use("a")], undefined)];
  // One that shares nothing goes ahead.
  (await memory.begin([use("d")], undefined))();
  memory.broken(use("a"), corrupt);
  end();
  (await waiting[0])?.();
  await expect(waiting[1]).rejects.toMatchObject({ code: "image-corrupt" });
});

test("sources that are known to be fine are not waited for", async () => {
  const memory = createVerdictMemory(OPTIONS);
  memory.fine([use("a")]);
  const ends = await Promise.all([memory.begin([use("a")], undefined), memory.begin([use("a")], undefined)]);
  for (const end of ends) end();
});

test("those who wait can give up, and only so many may wait", async () => {
  const memory = createVerdictMemory({ ...OPTIONS, maxWaiting: 1 });
  const end = await memory.begin([use("a")], undefined);
  const leaving = new AbortController();
  const waiting = memory.begin([use("a")], leaving.signal);
  await expect(memory.begin([use("a")], undefined)).rejects.toMatchObject({ code: "overloaded" });
  leaving.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  const next = memory.begin([use("a")], undefined);
  end();
  (await next)();
});

test("a verdict that may have been the moment's fault is forgotten after a minute", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1000);
  const memory = createVerdictMemory({ ...OPTIONS, maxAgeMs: 3_600_000 });
  memory.broken(use("slow"), corrupt, false);
  memory.broken(use("cut"), corrupt);
  clock.mockReturnValue(62_000);
  (await memory.begin([use("slow")], undefined))();
  await expect(memory.begin([use("cut")], undefined)).rejects.toThrow();
  clock.mockRestore();
});
