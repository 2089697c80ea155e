import { expect, test } from "vitest";
import type { AccessRecord, RedirectNote } from "./access-record.ts";
import { createRepairList, formatRepairList } from "./repair-list.ts";

function record(redirect: Partial<RedirectNote> | undefined, startedAtMs = 1000, status = 200): AccessRecord {
  const note = redirect && { outcome: "remote", code: "image-corrupt", reason: "R03", source: "a.jpg", ...redirect };
  return { startedAtMs, status, ...(note && { redirect: note }) } as AccessRecord;
}

test("each broken source stands once, with its times, count and what the secondary had", () => {
  const list = createRepairList();
  list.add(record({}, 1000, 404));
  list.add(record({}, 3000, 200));
  list.add(record({}, 2000, 304));
  list.add(record({ source: "b.jpg", code: "image-not-on-disk" }, 4000, 200));
  expect(list.entries()).toEqual([
    { source: "a.jpg", code: "image-corrupt", firstSeenMs: 1000, lastSeenMs: 3000, count: 3, secondary: "good" },
    { source: "b.jpg", code: "image-not-on-disk", firstSeenMs: 4000, lastSeenMs: 4000, count: 1, secondary: "good" },
  ]);
});

test.each([
  [{ outcome: "remote" }, 200, "good"],
  [{ outcome: "remote" }, 404, "error"],
  [{ outcome: "remote", forwardError: "response-incomplete" }, 200, "no-answer"],
  [{ outcome: "failed", forwardError: "connection-refused" }, 502, "no-answer"],
  [{ outcome: "local" }, 500, "not-asked"],
  [{ outcome: "remote" }, 499, "not-asked"],
] as const)("%j with status %i: the secondary had %s", (note, status, secondary) => {
  const list = createRepairList();
  list.add(record(note, 1, status));
  expect(list.entries()[0]!.secondary).toBe(secondary);
});

test("an answer that tells nothing does not overwrite what is known", () => {
  const list = createRepairList();
  list.add(record({}));
  list.add(record({ outcome: "local" }));
  expect(list.entries()[0]).toMatchObject({ count: 2, secondary: "good" });
});

test("a source that is broken in a new way starts anew", () => {
  const list = createRepairList();
  list.add(record({ code: "image-not-on-disk" }, 1000));
  list.add(record({ code: "image-corrupt", outcome: "local" }, 2000));
  expect(list.entries()).toMatchObject([
    { code: "image-corrupt", firstSeenMs: 2000, count: 1, secondary: "not-asked" },
  ]);
});

test("what cannot be repaired is left out", () => {
  const list = createRepairList();
  list.add(record(undefined));
  list.add(record({ code: "-" }));
  list.add(record({ code: "overloaded" }));
  list.add(record({ code: "image-not-in-catalog" }));
  expect(list.entries()).toEqual([]);
  expect(formatRepairList(list.entries())).toBe("no broken sources\n");
});

test("the list is bounded; the source met longest ago goes first", () => {
  const list = createRepairList({ maxEntries: 2 });
  for (const source of ["a", "b", "a", "c"]) list.add(record({ source }));
  expect(list.entries().map(({ source }) => source)).toEqual(["a", "c"]);
  list.remove("a");
  expect(list.entries().map(({ source }) => source)).toEqual(["c"]);
  expect(() => createRepairList({ maxEntries: 0 })).toThrow("maxEntries is 0; allowed");
  expect(() => createRepairList({ maxEntries: 10_000_001 })).toThrow("allowed: whole numbers from 1 to 10000000");
  expect(() => createRepairList({ maxEntrys: 1 } as never)).toThrow(
    "options.maxEntrys is unknown; did you mean maxEntries? allowed: maxEntries",
  );
});

test("names that a client makes up push out each other and nothing else", () => {
  const list = createRepairList({ maxEntries: 30 });
  for (let index = 0; index < 20; index++) list.add(record({ source: `shop/${index}` }));
  const madeUp = (source: string) => ({
    ...record({ source, code: "static-not-on-disk" }, 2000),
    pathBasedAccess: true,
  });
  for (let index = 0; index < 1000; index++) list.add(madeUp(`none/${index}.css`));
  list.add(madeUp("x".repeat(5000)));
  const sources = list.entries().map(({ source }) => source);
  expect(sources.filter((source) => source.startsWith("shop/"))).toHaveLength(20);
  expect(sources.filter((source) => !source.startsWith("shop/"))).toEqual([
    "none/999.css",
    "none/998.css",
    "none/997.css",
  ]);
  list.remove("none/999.css");
  expect(list.entries()).toHaveLength(22);
});

test("the text has a line a source, whatever its name holds", () => {
  const list = createRepairList();
  list.add(record({ source: "a\nb.jpg" }, 0));
  expect(formatRepairList(list.entries())).toBe(
    '1\timage-corrupt\tsecondary: good\t1970-01-01T00:00:00.000Z\t1970-01-01T00:00:00.000Z\t"a\\nb.jpg"\n',
  );
});
