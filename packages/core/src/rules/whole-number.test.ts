import { expect, test } from "vitest";
import { OptionError } from "./option-error.ts";
import { checkWholeNumber, TIMER_MS, wholeNumber, wholeNumberOf } from "./whole-number.ts";

const PORT = { byDefault: 3000, min: 0, max: 65_535 };

test.each([
  [undefined, 3000],
  [0, 0],
  [8080, 8080],
  [65_535, 65_535],
])("the option %j is %i", (value, number) => {
  expect(wholeNumber("port", value, PORT)).toBe(number);
});

test.each([
  [-1, "port is -1; allowed: whole numbers from 0 to 65535"],
  [65_536, "port is 65536;"],
  [1.5, "port is 1.5;"],
  [Number.NaN, "port is NaN;"],
  [Number.POSITIVE_INFINITY, "port is Infinity;"],
  ["80", 'port is "80";'],
  [null, "port is null;"],
  [80n, "port is 80;"],
])("the option %s is refused", (value, message) => {
  const check = () => wholeNumber("port", value, PORT);
  expect(check).toThrow(OptionError);
  expect(check).toThrow(message);
});

test("without a largest one every exact whole number is allowed", () => {
  expect(checkWholeNumber("bytes", Number.MAX_SAFE_INTEGER, { min: 0 })).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => checkWholeNumber("bytes", 2 ** 53, { min: 0 })).toThrow("bytes is 9007199254740992; allowed: whole num");
  expect(() => checkWholeNumber("bytes", undefined, { min: 0 })).toThrow("bytes is undefined; allowed: whole numbers");
});

test("a delay is at most what a timer holds", () => {
  expect(checkWholeNumber("waitMs", 2_147_483_647, TIMER_MS)).toBe(2_147_483_647);
  expect(() => checkWholeNumber("waitMs", 2_147_483_648, TIMER_MS)).toThrow("to 2147483647");
});

test.each([
  ["1", 1],
  ["007", 7],
  ["65535", 65_535],
])("the text %j is %i", (text, number) => {
  expect(wholeNumberOf("--port", text, { min: 1, max: 65_535 })).toBe(number);
});

test.each(["", " 1", "1.0", "1e3", "0x10", "0", "-1", "65536", "many", "9".repeat(400)])(
  "the text %j is refused",
  (text) => {
    const check = () => wholeNumberOf("--port", text, { min: 1, max: 65_535 });
    expect(check).toThrow(OptionError);
    expect(check).toThrow(/^--port is ".*; allowed: whole numbers from 1 to 65535$/);
  },
);
