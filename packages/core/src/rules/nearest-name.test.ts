import { expect, test } from "vitest";
import { didYouMean, nearestName } from "./nearest-name.ts";

const KNOWN = ["rootUrl", "connectTimeoutMs", "socketTimeoutMs"];

test.each([
  ["rootURL", "rootUrl"],
  ["connectTimeout", "connectTimeoutMs"],
  ["sockettimeoutms", "socketTimeoutMs"],
  ["rootUrl", "rootUrl"],
  ["x", undefined],
  ["", undefined],
  ["port", undefined],
  ["rootUlr", "rootUrl"],
])("the name nearest to %j is %j", (name, nearest) => {
  expect(nearestName(name, KNOWN)).toBe(nearest);
});

test("a short name whose letters were swapped is near", () => {
  expect(nearestName("prot", ["host", "port", "tls"])).toBe("port");
  expect(nearestName("prat", ["host", "port", "tls"])).toBe(undefined);
  expect(nearestName("", ["host"])).toBe(undefined);
});

test("without known names none is near", () => {
  expect(nearestName("rootUrl", [])).toBe(undefined);
});

test("as the end of a sentence", () => {
  expect(didYouMean("rootURL", KNOWN)).toBe('; did you mean "rootUrl"?');
  expect(didYouMean("x", KNOWN)).toBe("");
});
