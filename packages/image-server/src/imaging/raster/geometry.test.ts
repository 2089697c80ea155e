import { describe, expect, it } from "vitest";
import { compositeOver, fadeRaster, flattenOnto, placeOn } from "./composite.ts";
import { cropRaster } from "./crop.ts";
import { flipRaster } from "./flip.ts";
import { createRaster, type Raster } from "./raster.ts";
import { rotatedSize, rotateRaster } from "./rotate.ts";

/** A raster whose pixels are letters: each is opaque and has its letter's code as its red. A dot is transparent. */
function letters(...rows: string[]): Raster {
  const raster = createRaster(rows[0]!.length, rows.length);
  for (const [y, row] of rows.entries()) {
    for (const [x, letter] of [...row].entries()) {
      if (letter !== ".") raster.data.set([letter.charCodeAt(0), 0, 0, 255], (y * raster.width + x) * 4);
    }
  }
  return raster;
}

function rowsOf({ width, height, data }: Raster): string[] {
  const letter = (at: number) => (data[at + 3] === 0 ? "." : String.fromCharCode(data[at]!));
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => letter((y * width + x) * 4)).join(""),
  );
}

const source = letters("abc", "def");

describe("cropRaster", () => {
  it.each([
    [{ x: 1, y: 0, width: 2, height: 1 }, ["bc"]],
    [{ x: -1, y: 1, width: 3, height: 2 }, [".de", "..."]],
    [{ x: 5, y: 5, width: 2, height: 1 }, [".."]],
    [{ x: -9, y: -9, width: 2, height: 1 }, [".."]],
  ])("takes %o", (rectangle, rows) => expect(rowsOf(cropRaster(source, rectangle))).toEqual(rows));
});

describe("flipRaster", () => {
  it.each([
    ["lr", ["cba", "fed"]],
    ["ud", ["def", "abc"]],
    ["lrud", ["fed", "cba"]],
  ] as const)("flips %s", (flip, rows) => expect(rowsOf(flipRaster(source, flip))).toEqual(rows));
});

describe("rotateRaster", () => {
  it.each([
    [0, ["abc", "def"]],
    [90, ["da", "eb", "fc"]],
    [180, ["fed", "cba"]],
    [270, ["cf", "be", "ad"]],
    [-90, ["cf", "be", "ad"]],
    [450, ["da", "eb", "fc"]],
  ])("turns by %d degrees clockwise", (angle, rows) => expect(rowsOf(rotateRaster(source, angle))).toEqual(rows));

  it("makes room for the corners and leaves the rest transparent", () => {
    const plain = letters(...Array.from({ length: 40 }, () => "x".repeat(60)));
    const turned = rotateRaster(plain, 30);
    expect([turned.width, turned.height]).toEqual([72, 65]);
    expect(turned).toMatchObject(rotatedSize(60, 40, 30));
    const rows = rowsOf(turned);
    expect([rows[0]![0], rows[0]![71], rows[64]![0], rows[64]![71], rows[32]![36]]).toEqual([".", ".", ".", ".", "x"]);
    const covered = turned.data.reduce((sum, value, index) => sum + (index % 4 === 3 ? value / 255 : 0), 0);
    expect(covered).toBeGreaterThan(2380);
    expect(covered).toBeLessThan(2420);
  });

  it("does not darken the edges", () => {
    const turned = rotateRaster(letters(...Array.from({ length: 40 }, () => "x".repeat(60))), 17);
    const reds = turned.data.filter((_, index) => index % 4 === 0 && turned.data[index + 3]! > 0);
    expect(new Set(reds)).toEqual(new Set(["x".charCodeAt(0)]));
  });
});

describe("compositeOver", () => {
  it("lays a layer at its place and cuts off what falls outside", () => {
    const canvas = letters("......", "......");
    compositeOver(canvas, source, 4, 1);
    compositeOver(canvas, source, -2, -1);
    compositeOver(canvas, source, 50, 50);
    expect(rowsOf(canvas)).toEqual(["f.....", "....ab"]);
  });

  it("mixes by opacity", () => {
    const canvas = flattenOnto(createRaster(1, 1), 0x0000ff);
    const red = flattenOnto(createRaster(1, 1), 0xff0000);
    compositeOver(canvas, red, 0, 0, 0.5);
    expect([...canvas.data]).toEqual([128, 0, 128, 255]);
    const clear = createRaster(1, 1);
    compositeOver(clear, red, 0, 0, 0.5);
    expect([...clear.data]).toEqual([255, 0, 0, 128]);
  });
});

it("flattens transparency onto the background", () => {
  expect([...flattenOnto(fadeRaster(letters("d"), 0.5), 0x10ff00).data]).toEqual([58, 127, 0, 255]);
  expect([...flattenOnto(createRaster(1, 1), 0x123456).data]).toEqual([0x12, 0x34, 0x56, 255]);
});

it("places a raster on a larger ground", () => {
  expect(rowsOf(placeOn({ width: 5, height: 3 }, source, 1, 1))).toEqual([".....", ".abc.", ".def."]);
});
