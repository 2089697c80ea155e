import { expect, test } from "vitest";
import { formatStatus, type ServerStatus } from "./server-status.ts";

const STATUS: ServerStatus = {
  state: "ok",
  version: 1,
  errorRedirect: { rootUrl: "http://b.example", connectTimeoutMs: 1000, socketTimeoutMs: 30_000 },
  catalogs: 2,
  rows: 1234,
  codec: { name: "sharp", version: "0.35.5" },
  cache: { maxSizeBytes: 67_108_864, maxEntries: 1 },
  problems: [],
  unchangedWarnings: 0,
};

test("all is well", () => {
  expect(formatStatus(STATUS)).toBe(
    "redirect on error to http://b.example (connect 1000 ms, data 30000 ms); 2 catalogs with 1234 rows; sharp 0.35.5; cache 67108864 bytes, 1 entry",
  );
});

test("redirect is off, and parts are missing", () => {
  const errorRedirect = { ...STATUS.errorRedirect, rootUrl: undefined };
  const problems = [{ severity: "error", file: "a.ini", message: "m" }] as const;
  const text = formatStatus({
    ...STATUS,
    errorRedirect,
    codec: { name: "imagescript", version: undefined },
    problems,
    unchangedWarnings: 2,
  });
  expect(text).toMatch(/^redirect on error is off; /);
  expect(text).toContain("; imagescript; ");
  expect(text).toMatch(/; DEGRADED: 1 part could not be loaded; 2 warnings as before$/);
});
