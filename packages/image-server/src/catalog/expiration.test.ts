import { expect, test } from "vitest";
import { earlierExpiration, effectiveExpiration } from "./expiration.ts";

test("a row's expiration wins, -2 and none mean the attribute's", () => {
  expect(effectiveExpiration(3, 10)).toBe(3);
  expect(effectiveExpiration(0, 10)).toBe(0);
  expect(effectiveExpiration(-1, 10)).toBe(-1);
  expect(effectiveExpiration(-2, 10)).toBe(10);
  expect(effectiveExpiration(undefined, 10)).toBe(10);
});

test("the earlier expiration wins, and -1 is never", () => {
  expect(earlierExpiration(3, 10)).toBe(3);
  expect(earlierExpiration(-1, 10)).toBe(10);
  expect(earlierExpiration(3, -1)).toBe(3);
  expect(earlierExpiration(-1, -1)).toBe(-1);
  expect(earlierExpiration(-1, 0)).toBe(0);
});
