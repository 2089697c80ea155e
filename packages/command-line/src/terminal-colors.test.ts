import { expect, test } from "vitest";
import { hasColors } from "./terminal-colors.ts";

test.each([
  [true, {}, true],
  [true, { NO_COLOR: "" }, true],
  [true, { NO_COLOR: "1" }, false],
  [true, { TERM: "dumb" }, false],
  [undefined, {}, false],
])("a stream with isTTY %s in %j: %s", (isTTY, environment, expected) => {
  expect(hasColors({ isTTY }, () => environment)).toBe(expected);
});

test("the environment is not read for a file or a pipe", () => {
  const unreadable = () => {
    throw new Error("no permission");
  };
  expect(hasColors({}, unreadable)).toBe(false);
});
