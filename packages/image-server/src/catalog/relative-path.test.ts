import { expect, test } from "vitest";
import { relativePath } from "./relative-path.ts";

test.each([
  ["a/b.jpg", "a/b.jpg"],
  ["./a//b.jpg", "a/b.jpg"],
  ["shoes\\red.jpg", "shoes/red.jpg"],
  ["..a/b..jpg", "..a/b..jpg"],
  ["", ""],
  [".", ""],
])("%j is the path %j", (value, path) => {
  expect(relativePath(value)).toBe(path);
});

test.each(["../a", "a/../../b", "a/..", "..", "..\\a", "/a", "\\a", "C:\\a", "c:/a", "a\0b"])(
  "%j leaves the root",
  (value) => {
    expect(relativePath(value)).toBeUndefined();
  },
);
