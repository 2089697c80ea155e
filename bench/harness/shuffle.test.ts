import { createRandom } from "@understudy/test-sources/random";
import { expect, test } from "vitest";
import { shuffled } from "./shuffle.ts";

const items = Array.from({ length: 20 }, (_, index) => index);

test("a seed always gives the same order, and another seed another one", () => {
  expect(shuffled(items, createRandom(7))).toEqual(shuffled(items, createRandom(7)));
  expect(shuffled(items, createRandom(7))).not.toEqual(shuffled(items, createRandom(8)));
});

test("nothing is lost, and the list itself stays as it is", () => {
  const before = [...items];
  expect(shuffled(items, createRandom(1)).sort((a, b) => a - b)).toEqual(before);
  expect(items).toEqual(before);
});
