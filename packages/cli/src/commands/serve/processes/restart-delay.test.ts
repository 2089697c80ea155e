import { expect, test } from "vitest";
import { restartDelayMs, shortRunsAfter } from "./restart-delay.ts";

test("a process that ends soon after each start is started later and later, up to every 30 seconds", () => {
  const delays: number[] = [];
  for (let shortRuns = 0, run = 0; run < 11; run++) {
    shortRuns = shortRunsAfter(shortRuns, 1000);
    delays.push(restartDelayMs(shortRuns));
  }
  expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
});

test("one that ran for more than a minute is started again at once", () => {
  expect(restartDelayMs(shortRunsAfter(9, 61_000))).toBe(100);
});
