import { expect, test } from "vitest";
import { freshnessFields } from "./freshness.ts";

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
