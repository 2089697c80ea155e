import { exactLanczos } from "@understudy/test-sources/exact-lanczos";
import { noiseRaster } from "@understudy/test-sources/noise-image";
import { createRandom } from "@understudy/test-sources/random";
import { rasterDifference } from "@understudy/test-sources/raster-difference";
import { describe, expect, it } from "vitest";
import { filterRaster } from "./filter-raster.ts";
import { lanczosWeights } from "./filter-weights.ts";
import type { Raster } from "./raster.ts";
import { filterWithSimd } from "./simd-filter.ts";

/** With alpha values of all kinds: none, all, some, in runs and alone. */
function transparentNoise(width: number, height: number): Raster {
  const raster = noiseRaster(width, height);
  const random = createRandom(9);
  for (let at = 3; at < raster.data.length; at += 4) {
    raster.data[at] = (at >> 6) % 3 === 0 ? 0 : random() < 0.5 ? 255 : random() * 256;
  }
  return raster;
}

const SIZES = [
  [60, 40, 20, 13],
  [61, 43, 61, 20],
  [33, 27, 100, 91],
  [1, 1, 5, 4],
  [90, 2, 1, 1],
  [7, 300, 3, 120],
] as const;

describe.each([
  ["opaque", noiseRaster],
  ["transparent", transparentNoise],
])("%s pixels", (_, make) => {
  it.each(SIZES)("come to the same with and without vector instructions: %i x %i to %i x %i", (...sizes) => {
    const [fromWidth, fromHeight, width, height] = sizes;
    const raster = make(fromWidth, fromHeight);
    const columns = lanczosWeights(fromWidth, width, 0, width);
    const rows = lanczosWeights(fromHeight, height, 0, height);
    const simd = filterWithSimd(raster, columns, rows);
    const plain = filterRaster(raster, columns, rows);
    // Every runtime that is tested has them.
    expect(simd).toBeDefined();
    for (let at = 0; at < plain.data.length; at += 4) {
      const alpha = plain.data[at + 3]!;
      expect(Math.abs(simd!.data[at + 3]! - alpha)).toBeLessThanOrEqual(1);
      // A colour that is hardly seen is known less well.
      const most = alpha === 0 ? 255 : Math.ceil(255 / alpha);
      for (let channel = 0; channel < 3; channel++) {
        expect(Math.abs(simd!.data[at + channel]! - plain.data[at + channel]!)).toBeLessThanOrEqual(most);
      }
    }
  });
});

it("comes to the filter's definition without vector instructions, too", () => {
  const raster = noiseRaster(96, 64);
  const plain = filterRaster(raster, lanczosWeights(96, 41, 0, 41), lanczosWeights(64, 30, 0, 30));
  expect(rasterDifference(plain, exactLanczos(raster, 41, 30)).largest).toBeLessThanOrEqual(1);
});

it("computes a window in the middle of an image", () => {
  const raster = noiseRaster(200, 100);
  const whole = filterWithSimd(raster, lanczosWeights(200, 90, 0, 90), lanczosWeights(100, 50, 0, 50))!;
  const part = filterWithSimd(raster, lanczosWeights(200, 90, 40, 9), lanczosWeights(100, 50, 20, 7))!;
  for (let y = 0; y < 7; y++) {
    const start = ((y + 20) * 90 + 40) * 4;
    expect(part.data.subarray(y * 36, y * 36 + 36)).toEqual(whole.data.subarray(start, start + 36));
  }
});

it("leaves images to others for whose width it would keep too much memory", () => {
  const raster = noiseRaster(3_000_000, 1);
  const columns = lanczosWeights(3_000_000, 10, 0, 10);
  expect(filterWithSimd(raster, columns, lanczosWeights(1, 1, 0, 1))).toBeUndefined();
  expect(filterRaster(raster, columns, lanczosWeights(1, 1, 0, 1)).width).toBe(10);
});
