import { expect, test } from "vitest";
import { earlierExpiration, effectiveExpiration, freshnessFields } from "./freshness.ts";

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

test("hours become seconds and a date", () => {
  const now = Date.UTC(2024, 0, 1);
  expect(freshnessFields(10, now)).toEqual({
    "cache-control": "max-age=36000",
    expires: "Mon, 01 Jan 2024 10:00:00 GMT",
  });
  expect(freshnessFields(0.1, now)["cache-control"]).toBe("max-age=360");
  expect(freshnessFields(0, now)).toEqual({ "cache-control": "max-age=0", expires: "Mon, 01 Jan 2024 00:00:00 GMT" });
  expect(freshnessFields(-1, now)["cache-control"]).toBe("max-age=31536000");
});
