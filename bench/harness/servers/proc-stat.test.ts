import { expect, test } from "vitest";
import { parseStat, parseStatus, treeOf, usageOf } from "./proc-stat.ts";

test("a command's name may hold spaces and brackets", () => {
  const stat =
    "4242 (node (worker) 2) S 17 4242 17 0 -1 4194304 12000 0 3 0 250 150 9 9 20 0 11 0 123 700000000 20000 18446744073709551615";
  expect(parseStat(stat)).toEqual({ parent: 17, cpuSeconds: 4 });
});

test("resident memory and its peak are bytes", () => {
  const status = "Name:\tnode\nVmPeak:\t  900000 kB\nVmHWM:\t   81920 kB\nVmRSS:\t   40960 kB\nThreads:\t11\n";
  expect(parseStatus(status)).toEqual({ residentBytes: 40960 * 1024, peakBytes: 81920 * 1024 });
});

test("a process that is ending has no memory", () => {
  expect(parseStatus("Name:\tnode\nState:\tZ (zombie)\n")).toEqual({ residentBytes: 0, peakBytes: 0 });
});

test("a tree holds children and theirs, and no others", () => {
  const parents = new Map([
    [1, 0],
    [10, 1],
    [11, 10],
    [12, 11],
    [20, 1],
  ]);
  expect(treeOf(10, parents)).toEqual([10, 11, 12]);
});

test.runIf(process.platform === "linux")("this very process has used something", () => {
  const usage = usageOf(process.pid);
  expect(usage.residentBytes).toBeGreaterThan(10_000_000);
  expect(usage.peakBytes).toBeGreaterThanOrEqual(usage.residentBytes * 0.9);
  expect(usage.cpuSeconds).toBeGreaterThan(0);
});
