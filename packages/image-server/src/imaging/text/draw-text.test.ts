import { interFont } from "@understudy/test-sources/inter-font";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { describe, expect, it } from "vitest";
import { drawText } from "./draw-text.ts";
import { openFont } from "./font.ts";
import { OutlineCoverage } from "./outline-coverage.ts";
import { outlineLines } from "./outline-lines.ts";
import { parseRtf } from "./rtf.ts";
import { layOutText } from "./text-layout.ts";

function coverageOf(width: number, height: number, corners: readonly (readonly [number, number])[]): number[] {
  const coverage = new OutlineCoverage(width, height);
  for (const [index, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(index + 1) % corners.length]!;
    coverage.addLine(x, y, nextX, nextY);
  }
  const rows = Array.from({ length: height }, (_, y) => [...coverage.row(y)]);
  return rows.flat().map((value) => Math.round(value * 1000) / 1000);
}

describe("OutlineCoverage", () => {
  it("gives the exact area of each pixel", () => {
    const square = [
      [0.5, 0.25],
      [2.5, 0.25],
      [2.5, 1],
      [0.5, 1],
    ] as const;
    expect(coverageOf(4, 1, square)).toEqual([0.375, 0.75, 0.375, 0]);
    expect(coverageOf(4, 1, square.toReversed())).toEqual([0.375, 0.75, 0.375, 0]);
    expect(
      coverageOf(2, 2, [
        [0, 0],
        [2, 0],
        [0, 2],
      ]),
    ).toEqual([1, 0.5, 0.5, 0]);
    expect(
      coverageOf(4, 1, [
        [0, 0],
        [4, 0],
        [4, 1],
      ]),
    ).toEqual([0.125, 0.375, 0.625, 0.875]);
  });

  it("is right where an outline leaves the area", () => {
    expect(
      coverageOf(2, 1, [
        [-5, -5],
        [9, -5],
        [9, 9],
        [-5, 9],
      ]),
    ).toEqual([1, 1]);
    expect(
      coverageOf(2, 1, [
        [-1, 0],
        [1, 0],
        [3, 1],
        [-1, 1],
      ]),
    ).toEqual([1, 0.75]);
    expect(
      coverageOf(2, 1, [
        [5, 0],
        [9, 0],
        [9, 1],
      ]),
    ).toEqual([0, 0]);
  });
});

it("follows curves closely", () => {
  // A circle of radius 40 made of four cubic curves.
  const k = 0.5522847;
  const steps = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const;
  const outline = [
    { command: "moveTo" as const, args: [1, 0] },
    ...steps.map(([x, y]) => ({
      command: "bezierCurveTo" as const,
      args: [x - k * y, y + k * x, -y + k * x, x + k * y, -y, x],
    })),
    { command: "closePath" as const, args: [] },
  ];
  const coverage = new OutlineCoverage(100, 100);
  outlineLines(outline, 50, 50, 40, (x0, y0, x1, y1) => coverage.addLine(x0, y0, x1, y1));
  let area = 0;
  for (let y = 0; y < 100; y++) for (const value of coverage.row(y)) area += value;
  expect(Math.abs(area - Math.PI * 1600)).toBeLessThan(10);
});

it("draws a text in its colours, on its baseline and inside its box", () => {
  const font = openFont(sourceFile("inter.ttf", interFont()));
  const paragraphs = parseRtf("{\\rtf1{\\colortbl;\\red200\\green10\\blue20;}\\fs80 H\\cf1 H}");
  const layout = layOutText(paragraphs, { width: 0, height: 0 }, () => font);
  const { width, height, data } = drawText(layout);
  const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3]!;
  const inked = Array.from({ length: height }, (_, y) => y).filter((y) =>
    Array.from({ length: width }, (_, x) => alpha(x, y)).some((value) => value > 0),
  );
  // An H stands on the baseline and is as high as Inter's capitals: 0.727 em.
  expect(inked.at(-1)).toBe(Math.ceil(layout.runs[0]!.baseline) - 1);
  expect(Math.abs(inked.length - 40 * 0.727)).toBeLessThan(2);
  const colors = new Set<string>();
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) colors.add(data.slice(at, at + 3).join());
  expect(colors).toEqual(new Set(["0,0,0", "200,10,20"]));
});
