import { expect, it } from "vitest";
import { createNameFilter } from "./name-filter.ts";
import { parseOptions } from "./options.ts";
import { createSeeded } from "./seeded.ts";

it("reads the command line", () => {
  expect(parseOptions(["--help"])).toContain("--damages N");
  expect(parseOptions([])).toMatchObject({ seed: "1", damages: 16, every: 1, only: [] });
  expect(parseOptions(["--only", "a~cut,b*", "--damages", "3"])).toMatchObject({
    only: ["a~cut", "b*"],
    damages: 3,
  });
  expect(() => parseOptions(["--damages", "many"])).toThrow('--damages is "many"; allowed: whole numbers from 0');
});

it("knows names by patterns", () => {
  const asked = createNameFilter(["jpeg/a~cut", "png/*-4.2~*"]);
  expect(["jpeg/a~cut", "jpeg/a~cuts", "png/x-4.2~flip", "png/x-412~flip"].map(asked)).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(createNameFilter([])("anything")).toBe(true);
});

it("gives the same numbers for the same text", () => {
  const numbers = (text: string) => {
    const random = createSeeded(text);
    return Array.from({ length: 5 }, () => random.between(1, 6));
  };
  expect(numbers("a")).toEqual(numbers("a"));
  expect(numbers("a")).not.toEqual(numbers("b"));
  expect(Math.max(...numbers("a"))).toBeLessThanOrEqual(6);
});
