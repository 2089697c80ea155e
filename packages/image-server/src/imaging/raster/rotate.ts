import { createRaster, type Raster } from "./raster.ts";

/** The size of the rectangle that a rotated one fits into. */
export function rotatedSize(width: number, height: number, degrees: number): { width: number; height: number } {
  const { cos, sin } = turn(degrees);
  // The margin keeps rounding errors of sine and cosine from adding a row.
  const side = (across: number) => Math.max(1, Math.ceil(across - 1e-6));
  return {
    width: side(width * Math.abs(cos) + height * Math.abs(sin)),
    height: side(width * Math.abs(sin) + height * Math.abs(cos)),
  };
}

/**
 * A raster turned clockwise about its centre, enlarged so that nothing is cut off; the corners are transparent.
 * Quarter turns are exact, others are interpolated between the four nearest pixels. Protocol reference, "rotate".
 */
export function rotateRaster(raster: Raster, degrees: number): Raster {
  const { cos, sin } = turn(degrees);
  if (cos === 1) return raster;
  const size = rotatedSize(raster.width, raster.height, degrees);
  const rotated = createRaster(size.width, size.height);
  const sample = cos === 0 || sin === 0 ? sampleNearest : sampleBilinear;
  for (let y = 0; y < size.height; y++) {
    const fromCentreY = y + 0.5 - size.height / 2;
    for (let x = 0; x < size.width; x++) {
      const fromCentreX = x + 0.5 - size.width / 2;
      const sourceX = cos * fromCentreX + sin * fromCentreY + raster.width / 2 - 0.5;
      const sourceY = cos * fromCentreY - sin * fromCentreX + raster.height / 2 - 0.5;
      sample(raster, sourceX, sourceY, rotated.data, (y * size.width + x) * 4);
    }
  }
  return rotated;
}

function turn(degrees: number): { cos: number; sin: number } {
  const angle = ((degrees % 360) + 360) % 360;
  if (angle % 90 === 0) {
    const quarter = angle / 90;
    return { cos: [1, 0, -1, 0][quarter] ?? 1, sin: [0, 1, 0, -1][quarter] ?? 0 };
  }
  const radians = (angle * Math.PI) / 180;
  return { cos: Math.cos(radians), sin: Math.sin(radians) };
}

function sampleNearest(raster: Raster, x: number, y: number, target: Uint8ClampedArray, at: number): void {
  const index = (Math.round(y) * raster.width + Math.round(x)) * 4;
  for (let channel = 0; channel < 4; channel++) target[at + channel] = raster.data[index + channel]!;
}

function sampleBilinear(raster: Raster, x: number, y: number, target: Uint8ClampedArray, at: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= raster.width || top >= raster.height) return;
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  for (let corner = 0; corner < 4; corner++) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= raster.width || row >= raster.height) continue;
    const index = (row * raster.width + column) * 4;
    const share = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * raster.data[index + 3]!;
    red += share * raster.data[index]!;
    green += share * raster.data[index + 1]!;
    blue += share * raster.data[index + 2]!;
    alpha += share;
  }
  if (alpha === 0) return;
  target[at] = red / alpha;
  target[at + 1] = green / alpha;
  target[at + 2] = blue / alpha;
  target[at + 3] = alpha;
}
