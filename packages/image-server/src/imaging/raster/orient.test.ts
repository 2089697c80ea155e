import { describe, expect, it } from "vitest";
import type { Orientation } from "../facts/stored-orientation.ts";
import { orientedSize, orientRaster } from "./orient.ts";
import { createRaster } from "./raster.ts";

/** Three columns and two rows, numbered in the order in which they are stored. */
function numbered() {
  const raster = createRaster(3, 2);
  for (let index = 0; index < 6; index++) raster.data.set([index + 1, 0, 0, 255], index * 4);
  return raster;
}

describe("orientRaster", () => {
  // TIFF 6.0, "Orientation": which side of the picture the stored row 0 and column 0 are.
  it.each<[Orientation, string]>([
    [1, "123 456"],
    [2, "321 654"],
    [3, "654 321"],
    [4, "456 123"],
    [5, "14 25 36"],
    [6, "41 52 63"],
    [7, "63 52 41"],
    [8, "36 25 14"],
  ])("turns a picture of orientation %i", (orientation, rows) => {
    const { width, height, data } = orientRaster(numbered(), orientation);
    const seen = Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (_, column) => data[(row * width + column) * 4]).join(""),
    );
    expect(seen.join(" ")).toBe(rows);
    expect(orientedSize(numbered(), orientation)).toEqual({ width, height });
  });
});
