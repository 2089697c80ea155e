import { exactLanczos } from "@understudy/test-sources/exact-lanczos";
import { noiseRaster } from "@understudy/test-sources/noise-image";
import { rasterDifference } from "@understudy/test-sources/raster-difference";
import { describe, expect, it } from "vitest";
import { createRaster, type Raster } from "./raster.ts";
import { resample } from "./resample.ts";

function painted(width: number, height: number, pixel: (x: number, y: number) => readonly number[]): Raster {
  const raster = createRaster(width, height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) raster.data.set(pixel(x, y), (y * width + x) * 4);
  return raster;
}

const gray = (value: number) => [value, value, value, 255];
const at = (raster: Raster, x: number, y: number) => [
  ...raster.data.slice((y * raster.width + x) * 4, (y * raster.width + x) * 4 + 4),
];
const reds = (raster: Raster) => raster.data.filter((_, index) => index % 4 === 0);

describe("resample", () => {
  it("makes an even gray of a fine checkerboard", () => {
    const board = painted(301, 203, (x, y) => gray(((x ^ y) & 1) * 255));
    for (const [width, height] of [
      [100, 67],
      [77, 50],
      [30, 20],
    ] as const) {
      const values = reds(resample(board, width, height));
      expect(Math.min(...values)).toBeGreaterThanOrEqual(122);
      expect(Math.max(...values)).toBeLessThanOrEqual(133);
    }
  });

  it("keeps the ringing at a hard edge small", () => {
    const edge = painted(400, 20, (x) => gray(x < 200 ? 64 : 192));
    const values = reds(resample(edge, 130, 7));
    // A tenth of the step of 128.
    expect(Math.min(...values)).toBeGreaterThanOrEqual(64 - 13);
    expect(Math.max(...values)).toBeLessThanOrEqual(192 + 13);
    const large = reds(resample(edge, 900, 40));
    expect(Math.min(...large)).toBeGreaterThanOrEqual(64 - 13);
    expect(Math.max(...large)).toBeLessThanOrEqual(192 + 13);
  });

  it("leaves a plain colour as it is, whatever the size", () => {
    const plain = painted(37, 23, () => [10, 200, 90, 255]);
    for (const [width, height] of [
      [1, 1],
      [5, 90],
      [36, 22],
      [200, 100],
    ] as const) {
      const scaled = resample(plain, width, height);
      expect(at(scaled, width - 1, height - 1)).toEqual([10, 200, 90, 255]);
      expect(at(scaled, 0, 0)).toEqual([10, 200, 90, 255]);
    }
  });

  it("does not let the colour of transparent pixels bleed in", () => {
    const half = painted(40, 40, (x) => (x < 20 ? [255, 0, 0, 255] : [0, 255, 0, 0]));
    const scaled = resample(half, 10, 10);
    expect(at(scaled, 0, 5)).toEqual([255, 0, 0, 255]);
    for (let x = 0; x < 10; x++) expect(at(scaled, x, 5)[1]).toBe(0);
    expect(at(scaled, 9, 5)[3]).toBe(0);
  });

  it("keeps everything in its place when it shrinks a lot and not by whole factors", () => {
    const ramp = painted(1003, 37, (x) => gray((x / 1003) * 255));
    for (const width of [50, 97, 167]) {
      const scaled = resample(ramp, width, 5);
      for (let x = 2; x < width - 2; x++) {
        expect(Math.abs(at(scaled, x, 2)[0]! - ((x + 0.5) / width) * 255)).toBeLessThan(1.5);
      }
    }
  });

  it("averages transparent pixels by how opaque they are", () => {
    const stripes = painted(64, 64, (x) => (x % 2 === 0 ? [200, 0, 0, 255] : [0, 250, 0, 0]));
    const [red, green, blue, alpha] = at(resample(stripes, 8, 8), 4, 4);
    expect([red, green, blue]).toEqual([200, 0, 0]);
    expect(Math.abs(alpha! - 127.5)).toBeLessThan(2);
  });

  it("computes a part just as it computes the whole", () => {
    const source = noiseRaster(120, 80);
    const whole = resample(source, 50, 33);
    const part = resample(source, 50, 33, { x: 20, y: 10, width: 12, height: 9 });
    expect([part.width, part.height]).toEqual([12, 9]);
    for (let y = 0; y < 9; y++) for (let x = 0; x < 12; x++) expect(at(part, x, y)).toEqual(at(whole, x + 20, y + 10));
  });

  it("computes a small part of an enormous enlargement", () => {
    const part = resample(
      painted(4, 4, () => gray(77)),
      2 ** 30,
      2 ** 30,
      { x: 2 ** 29, y: 2 ** 29, width: 3, height: 2 },
    );
    expect(at(part, 2, 1)).toEqual(gray(77));
  });

  it.each([
    ["a little smaller", 61, 43],
    ["half as large", 48, 32],
    ["larger", 250, 171],
    ["wider and lower", 130, 20],
    ["a third as wide", 30, 60],
  ])("comes to the same as the filter's definition: %s", (_, width, height) => {
    const opaque = noiseRaster(96, 64);
    const exact = rasterDifference(resample(opaque, width, height), exactLanczos(opaque, width, height));
    expect(exact.largest).toBeLessThanOrEqual(1);
    expect(exact.mean).toBeLessThan(0.03);
    // Colours of pixels that are hardly seen may be off, so they are compared as they are seen.
    const transparent = painted(96, 64, (x, y) => [...at(opaque, x, y).slice(0, 3), (x * 37 + y * 91) % 256]);
    const seen = rasterDifference(
      multiplied(resample(transparent, width, height)),
      multiplied(exactLanczos(transparent, width, height)),
    );
    expect(seen.largest).toBeLessThanOrEqual(2);
    expect(seen.mean).toBeLessThan(0.1);
  });

  it("is close to the filter's definition when it shrinks a lot and averages first", () => {
    const photo = painted(360, 240, (x, y) => [
      128 + 100 * Math.sin(x / 19 + y / 31),
      128 + 100 * Math.cos((x * y) / 9000),
      ((x >> 6) ^ (y >> 6)) & 1 ? 30 : 220,
      255,
    ]);
    for (const [width, height] of [
      [85, 57],
      [40, 27],
      [37, 59],
    ] as const) {
      const { largest, mean } = rasterDifference(resample(photo, width, height), exactLanczos(photo, width, height));
      expect(mean).toBeLessThan(1);
      expect(largest).toBeLessThan(20);
    }
  });

  it("scales a picture that does not fill its last pixels as if it did", () => {
    const ramp = painted(50, 8, (x) => gray(x * 5));
    const scaled = resample(ramp, 20, 4, undefined, { width: 49.5, height: 8 });
    // The centre of output pixel x lies at (x + 0.5) * 49.5 / 20 - 0.5.
    for (let x = 3; x < 17; x++) {
      expect(Math.abs(at(scaled, x, 2)[0]! - (((x + 0.5) * 49.5) / 20 - 0.5) * 5)).toBeLessThan(1.5);
    }
  });
});

/** With the colours multiplied by alpha. */
function multiplied({ width, height, data }: Raster): Raster {
  const raster: Raster = { width, height, data: data.slice() };
  for (let index = 0; index < data.length; index++) {
    if (index % 4 !== 3) raster.data[index] = (data[index]! * data[index | 3]!) / 255;
  }
  return raster;
}
