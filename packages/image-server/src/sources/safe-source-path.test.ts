import { expect, test } from "vitest";
import { isSafeSourcePath } from "./safe-source-path.ts";

test.each([
  "a.jpg",
  "a/b/c.jpg",
  "a//b",
  "./a",
  "..a/b..",
  "100%.jpg",
  "100%25.jpg",
  "a%20b.jpg",
  "ä.jpg",
  "a:b",
  "...",
])("%j is safe", (path) => {
  expect(isSafeSourcePath(path)).toBe(true);
});

test.each([
  "..",
  "../a",
  "a/../b",
  "a/..",
  "%2e%2e/a",
  "%2E./a",
  "a/%2e%2e%2fb",
  "..%2fa",
  "%252e%252e/a",
  "%25252e%25252e%25252fa",
  "%c0%ae%c0%ae/a",
  "..%c0%afa",
  "..\\a",
  "a\\b",
  "a%5cb",
  "a%255cb",
  "a\0.jpg",
  "a%00.jpg",
  "/etc/passwd",
  "//host/a",
  "%2fetc/passwd",
  "C:/a",
  `%${"25".repeat(8000)}2e`,
])("%j is not safe", (path) => {
  expect(isSafeSourcePath(path)).toBe(false);
});
