import { expect, test } from "vitest";
import { ReadSize } from "./read-size.ts";

const KIB = 1024;
const MB = 1_000_000;

test("a short body is read in large pieces until little is missing, however slow the reader is", () => {
  let nowMs = 0;
  const size = new ReadSize(100 * KIB, () => nowMs);
  expect(size.nextBytes).toBe(64 * KIB);
  size.came(32 * KIB, true);
  nowMs = 1000;
  size.came(32 * KIB, false);
  expect(size).toMatchObject({ nextBytes: 64 * KIB, nearlyOver: false });
  size.came(30 * KIB, false);
  expect(size.nearlyOver).toBe(true);
});

test("a long body in small ones, until enough has passed without a long stop", () => {
  let nowMs = 0;
  const size = new ReadSize(100 * MB, () => nowMs);
  expect(size.nextBytes).toBe(16 * KIB);
  size.came(5 * MB, true);
  expect(size.nextBytes).toBe(16 * KIB);
  nowMs += 99;
  size.came(MB, false);
  expect(size.nextBytes).toBe(64 * KIB);
});

test("after a long stop in small ones again", () => {
  let nowMs = 0;
  const size = new ReadSize(100 * MB, () => nowMs);
  size.came(6 * MB, true);
  expect(size.nextBytes).toBe(64 * KIB);
  nowMs += 100;
  size.came(64 * KIB, false);
  expect(size.nextBytes).toBe(16 * KIB);
});

test("a body without a length may be long, and is never nearly over", () => {
  const size = new ReadSize(undefined);
  expect(size.nextBytes).toBe(16 * KIB);
  size.came(8 * MB, false);
  expect(size).toMatchObject({ nextBytes: 64 * KIB, nearlyOver: false });
});
