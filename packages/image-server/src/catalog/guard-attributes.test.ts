import { expect, test } from "vitest";
import { guardProblem } from "./guard-attributes.ts";

test.each([
  ["RequestLock", "0"],
  ["requestlock", ""],
  ["RequestObfuscation", "0"],
  ["AllowDirectAccess", "exclude:"],
  ["AllowDirectAccess", "exclude: SVG, FXG"],
  ["AllowDirectAccess", "IS,static"],
  ["AllowDirectAccess", "include:STATIC,IS,SVG"],
  ["JpegQuality", "1"],
])("%s=%s guards nothing", (name, value) => {
  expect(guardProblem(name, value)).toBeUndefined();
});

test.each([
  ["RequestLock", "1", "0"],
  ["REQUESTOBFUSCATION", "true", "0"],
  ["AllowDirectAccess", "", "exclude:"],
  ["AllowDirectAccess", "include:", "exclude:"],
  ["AllowDirectAccess", "IS", "exclude:"],
  ["AllowDirectAccess", "exclude:STATIC", "exclude:"],
])("%s=%s is a problem that names it, its value and what is allowed", (name, value, allowed) => {
  const problem = guardProblem(name, value);
  expect(problem).toContain(`${name} is ${JSON.stringify(value)}`);
  expect(problem).toContain(allowed);
});
