import { expect, test } from "vitest";
import { median, medianOf } from "./median.ts";

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
])("the median of %j is %d", (figures, expected) => {
  expect(median(figures)).toBe(expected);
});

test("no figures have no median", () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => medianOf([])).toThrow(RangeError);
});

test("every figure of the runs has its own median", () => {
  const runs = [
    { rate: 100, errors: 0 },
    { rate: 300, errors: 7 },
    { rate: 200, errors: 0 },
  ];
  expect(medianOf(runs)).toEqual({ rate: 200, errors: 0 });
});
