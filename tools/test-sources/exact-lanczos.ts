import { createRaster, type Raster } from "../../packages/image-server/src/imaging/raster/raster.ts";

/**
 * A raster scaled with a Lanczos filter of three lobes, straight from its definition and as slow as that is: every
 * output pixel is the weighted mean of all input pixels under the widened filter, in floating point, colours weighted
 * by alpha.
 */
export function exactLanczos(raster: Raster, width: number, height: number): Raster {
  const scaled = createRaster(width, height);
  const across = Array.from({ length: width }, (_, x) => weightsAt(x, raster.width, width));
  const down = Array.from({ length: height }, (_, y) => weightsAt(y, raster.height, height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sums = [0, 0, 0, 0];
      for (const [row, weightY] of down[y]!) {
        for (const [column, weightX] of across[x]!) {
          const at = (row * raster.width + column) * 4;
          const weight = weightX * weightY * raster.data[at + 3]!;
          for (let channel = 0; channel < 3; channel++)
            sums[channel] = sums[channel]! + weight * raster.data[at + channel]!;
          sums[3] = sums[3]! + weight;
        }
      }
      const alpha = sums[3]!;
      if (alpha > 0)
        scaled.data.set([sums[0]! / alpha, sums[1]! / alpha, sums[2]! / alpha, alpha], (y * width + x) * 4);
    }
  }
  return scaled;
}

function weightsAt(index: number, from: number, to: number): [input: number, weight: number][] {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const centre = (index + 0.5) * scale - 0.5;
  const inputs = Array.from({ length: from }, (_, input) => input).filter(
    (input) => Math.abs(input - centre) <= 3 * stretch,
  );
  const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
  const weights = inputs.map((input) => {
    const x = (input - centre) / stretch;
    return sinc(x) * sinc(x / 3);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return inputs.map((input, at) => [input, weights[at]! / sum]);
}
