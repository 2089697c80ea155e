import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("the order of keys does not count, that of a list does", () => {
  const text = canonicalJson({ b: 1, a: { d: [2, "x"], c: null } });
  expect(text).toBe('{"a":{"c":null,"d":[2,"x"]},"b":1}');
  expect(canonicalJson({ a: { c: null, d: [2, "x"] }, b: 1 })).toBe(text);
  expect(canonicalJson({ a: { c: null, d: ["x", 2] }, b: 1 })).not.toBe(text);
});

test.each([
  [{ a: undefined, b: [undefined, Number.NaN] }],
  [['"', "\u2028", "ä", "\ud800"]],
  [[true, 1e21, -0, "", {}, []]],
  [{ 'key with " and \n': 1 }],
  [null],
  ["text"],
])("%j is the JSON that every reader takes", (value) => {
  expect(canonicalJson(value)).toBe(JSON.stringify(value));
});

test("nothing is null", () => {
  expect(canonicalJson(undefined)).toBe("null");
});
