import { expect, test } from "vitest";
import { requestedRanges } from "./byte-ranges.ts";

const rows: [field: string | null, outcome: ReturnType<typeof requestedRanges>][] = [
  [null, "whole"],
  ["bytes=0-9", [{ start: 0, end: 9 }]],
  ["Bytes=0-9", [{ start: 0, end: 9 }]],
  ["bytes=90-", [{ start: 90, end: 99 }]],
  ["bytes=-10", [{ start: 90, end: 99 }]],
  ["bytes=-1000", [{ start: 0, end: 99 }]],
  ["bytes=95-1000", [{ start: 95, end: 99 }]],
  [
    "bytes=0-0, 50-59",
    [
      { start: 0, end: 0 },
      { start: 50, end: 59 },
    ],
  ],
  [
    "bytes=50-59,0-0",
    [
      { start: 50, end: 59 },
      { start: 0, end: 0 },
    ],
  ],
  ["bytes=0-50,40-60", [{ start: 0, end: 60 }]],
  ["bytes=0-9,200-300", [{ start: 0, end: 9 }]],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=9-0", "whole"],
  ["bytes=a-b", "whole"],
  ["bytes=1-2x", "whole"],
  ["bytes=", "whole"],
  ["lines=0-9", "whole"],
  [`bytes=${Array.from({ length: 17 }, (_, i) => `${i * 4}-${i * 4}`).join(",")}`, "whole"],
];

for (const [field, outcome] of rows) {
  test(`${String(field).slice(0, 40)} of 100 bytes`, () => {
    expect(requestedRanges(field, 100)).toEqual(outcome);
  });
}

test("no range of an empty file is satisfiable", () => {
  expect(requestedRanges("bytes=0-", 0)).toBe("unsatisfiable");
});
