import { noiseRaster } from "@understudy/test-sources/noise-image";
import { createRandom } from "@understudy/test-sources/random";
import { expect, it } from "vitest";
import { halveRaster } from "./halve.ts";
import { createRaster, type Raster } from "./raster.ts";

function transparentNoise(width: number, height: number): Raster {
  const raster = noiseRaster(width, height);
  const random = createRandom(7);
  for (let at = 3; at < raster.data.length; at += 4) raster.data[at] = [0, 60, 255, random() * 256][(at >> 2) % 4]!;
  return raster;
}

it.each([
  ["opaque", noiseRaster(31, 21)],
  ["transparent", transparentNoise(31, 21)],
  ["one pixel", noiseRaster(1, 1)],
])("averages blocks by how opaque their pixels are: %s", (_, raster) => {
  for (const [across, down] of [
    [2, 2],
    [2, 1],
    [1, 2],
  ] as const) {
    const halved = halveRaster(raster, across === 2, down === 2);
    expect([halved.width, halved.height]).toEqual([Math.ceil(raster.width / across), Math.ceil(raster.height / down)]);
    for (let y = 0; y < halved.height; y++) {
      for (let x = 0; x < halved.width; x++) {
        const pixel = halved.data.subarray((y * halved.width + x) * 4, (y * halved.width + x) * 4 + 4);
        const exact = average(raster, x * across, y * down, across, down);
        for (let channel = 0; channel < 4; channel++) {
          // The colour of a pixel that is not seen at all does not matter.
          if (channel < 3 && exact[3] === 0) continue;
          expect(Math.abs(pixel[channel]! - exact[channel]!)).toBeLessThan(0.76);
        }
      }
    }
  }
});

it("makes an image neither lighter nor darker, however often it is halved", () => {
  let raster = noiseRaster(1024, 512);
  const before = mean(raster);
  for (let times = 0; times < 7; times++) raster = halveRaster(raster, true, true);
  expect(Math.abs(mean(raster) - before)).toBeLessThan(0.3);
});

it("is all transparent black where nothing is seen", () => {
  expect(halveRaster(createRaster(4, 4), true, true)).toEqual(createRaster(2, 2));
});

function average(raster: Raster, left: number, top: number, across: number, down: number): number[] {
  const sums = [0, 0, 0, 0];
  let pixels = 0;
  for (let y = top; y < Math.min(raster.height, top + down); y++) {
    for (let x = left; x < Math.min(raster.width, left + across); x++) {
      const at = (y * raster.width + x) * 4;
      const alpha = raster.data[at + 3]!;
      for (let channel = 0; channel < 3; channel++) sums[channel] = sums[channel]! + alpha * raster.data[at + channel]!;
      sums[3] = sums[3]! + alpha;
      pixels++;
    }
  }
  const alpha = sums[3]!;
  return [...sums.slice(0, 3).map((sum) => (alpha === 0 ? 0 : sum / alpha)), alpha / pixels];
}

function mean({ data }: Raster): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}
