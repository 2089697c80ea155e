import { expect, test } from "vitest";
import { ReadSize } from "./read-size.ts";

const KIB = 1024;
const MB = 1_000_000;

test("a short body is read in large pieces until little is missing", () => {
  const size = new ReadSize(100 * KIB);
  expect(size.nextBytes).toBe(64 * KIB);
  size.came(64 * KIB, false);
  expect(size).toMatchObject({ nextBytes: 64 * KIB, nearlyOver: false });
  size.came(30 * KIB, false);
  expect(size.nearlyOver).toBe(true);
});

test("a long body in small ones, until enough has passed without a stop", () => {
  const size = new ReadSize(100 * MB);
  expect(size.nextBytes).toBe(16 * KIB);
  size.came(7 * MB, false);
  expect(size.nextBytes).toBe(16 * KIB);
  size.came(MB, false);
  expect(size.nextBytes).toBe(64 * KIB);
});

test("after a stop in small ones again, also of a short body", () => {
  const long = new ReadSize(100 * MB);
  long.came(8 * MB, false);
  long.came(64 * KIB, true);
  expect(long.nextBytes).toBe(16 * KIB);
  const short = new ReadSize(MB);
  short.came(64 * KIB, true);
  expect(short.nextBytes).toBe(16 * KIB);
});

test("a body without a length may be long, and is never nearly over", () => {
  const size = new ReadSize(undefined);
  expect(size.nextBytes).toBe(16 * KIB);
  size.came(8 * MB, false);
  expect(size).toMatchObject({ nextBytes: 64 * KIB, nearlyOver: false });
});
