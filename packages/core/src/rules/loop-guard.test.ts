import { expect, test } from "vitest";
import { extendLoop, hasPassedHere } from "./loop-guard.ts";

test.each([
  [null, false],
  ["", false],
  ["other", false],
  ["own", true],
  ["OWN", true],
  ["other, own", true],
  ["other; a=b, own; v=1, third", true],
  ['other; trace="x, own"', false],
  ["owner, my-own", false],
  ['unclosed="x, own', true],
])("CDN-Loop %j holds our id: %s", (value, expected) => {
  expect(hasPassedHere(value, "own")).toBe(expected);
});

test("our id goes behind what is there", () => {
  expect(extendLoop(null, "own")).toBe("own");
  expect(extendLoop("other; v=1", "own")).toBe("other; v=1, own");
});

test("a very long value is read in linear time", () => {
  expect(hasPassedHere('"'.repeat(100_000), "own")).toBe(false);
  expect(hasPassedHere(`${'"a\\'.repeat(50_000)}, own`, "own")).toBe(true);
});
