import { describe, expect, test } from "vitest";
import { SOURCE_ERROR_CODES, SourceError } from "./source-error.ts";
import { verdict } from "./verdict.ts";

const ROWS = [
  ["image-not-on-disk", true, "R01"],
  ["image-not-in-catalog", false, "R02"],
  ["image-unreadable", true, "X01"],
  ["image-corrupt", true, "R03"],
  ["image-unsupported", false, "X02"],
  ["profile-not-found", false, "R08"],
  ["profile-corrupt", true, "R04"],
  ["font-not-found", false, "R08"],
  ["font-corrupt", true, "R05"],
  ["static-not-on-disk", true, "R06/R07"],
  ["static-unreadable", true, "X01"],
  ["catalog-unavailable", true, "X23"],
  ["overloaded", false, "X01"],
] as const;

describe("verdict", () => {
  test("has one row for every code", () => {
    expect(ROWS.map(([code]) => code).sort()).toEqual([...SOURCE_ERROR_CODES].sort());
  });

  test.each(ROWS)("%s: redirect %s, by %s", (code, redirect, reason) => {
    expect(verdict(new SourceError(code))).toEqual({ redirect, reason, code });
  });

  test.each([
    ["a bug", new TypeError("x is not a function")],
    ["a thrown string", "image-corrupt"],
    ["nothing", undefined],
    ["a foreign error with a code", Object.assign(new Error("gone"), { code: "ENOENT" })],
    ["a foreign error with one of our codes and nothing else", { code: "image-corrupt" }],
  ])("%s is answered locally (R08)", (_, failure) => {
    expect(verdict(failure)).toEqual({ redirect: false, reason: "R08" });
  });

  test("recognises the error of another copy of the package by its code", () => {
    const foreign = { code: "image-corrupt", status: 500, publicMessage: "Broken.", message: "Broken." };
    expect(verdict(foreign)).toEqual({ redirect: true, reason: "R03", code: "image-corrupt" });
  });

  test("a policy overrides single rows, in both directions, and no others", () => {
    const policy = { "image-corrupt": "local", "image-unsupported": "redirect" } as const;
    expect(verdict(new SourceError("image-corrupt"), policy)).toMatchObject({ redirect: false, reason: "policy" });
    expect(verdict(new SourceError("image-unsupported"), policy)).toMatchObject({ redirect: true, reason: "policy" });
    expect(verdict(new SourceError("font-corrupt"), policy)).toMatchObject({ redirect: true, reason: "R05" });
  });
});
