import { createRaster, type Raster } from "./raster.ts";

/** The alpha bits of a pixel that is read as one number, on machines of either byte order. */
const ALPHA = new Int32Array(Uint8Array.of(0, 0, 0, 255).buffer)[0]!;
/** Every other byte of a pixel: between two of them there is room for sums. */
const EVERY_OTHER = 0x00ff00ff;
/**
 * What is added to the sums of four before they are divided: half of it for every other row, less for the rows between.
 * Always rounded up at a half, an image that is halved several times would become lighter.
 */
const ROUNDING = [0x00020002, 0x00010001] as const;

/**
 * A raster with half the columns, half the rows, or both, each pixel the average of those that it represents. The last
 * of an odd number represents one alone. Colours count as much as their pixels are opaque.
 */
export function halveRaster(raster: Raster, columns: boolean, rows: boolean): Raster {
  const [across, down] = [columns ? 2 : 1, rows ? 2 : 1];
  const halved = createRaster(Math.ceil(raster.width / across), Math.ceil(raster.height / down));
  const from = new Int32Array(raster.data.buffer, raster.data.byteOffset, raster.width * raster.height);
  const to = new Int32Array(halved.data.buffer);
  for (let y = 0; y < halved.height; y++) {
    const top = y * down * raster.width;
    const bottom = Math.min(raster.height - 1, y * down + down - 1) * raster.width;
    averageRows(
      from,
      raster.data,
      top,
      bottom,
      raster.width,
      across,
      ROUNDING[y & 1 ? 1 : 0],
      to,
      halved.data,
      y * halved.width,
    );
  }
  return halved;
}

/** Averages the pixels of two rows, which may be one and the same, in blocks of `across`. */
function averageRows(
  from: Int32Array,
  fromBytes: Uint8ClampedArray,
  top: number,
  bottom: number,
  width: number,
  across: number,
  rounding: number,
  to: Int32Array,
  toBytes: Uint8ClampedArray,
  start: number,
): void {
  for (let x = 0, at = start; x < width; x += across, at++) {
    const next = Math.min(width - 1, x + across - 1);
    const a = from[top + x]!;
    const b = from[top + next]!;
    const c = from[bottom + x]!;
    const d = from[bottom + next]!;
    if ((a & b & c & d & ALPHA) === ALPHA) {
      const even = (a & EVERY_OTHER) + (b & EVERY_OTHER) + (c & EVERY_OTHER) + (d & EVERY_OTHER) + rounding;
      const odd =
        ((a >>> 8) & EVERY_OTHER) +
        ((b >>> 8) & EVERY_OTHER) +
        ((c >>> 8) & EVERY_OTHER) +
        ((d >>> 8) & EVERY_OTHER) +
        rounding;
      to[at] = ((even >>> 2) & EVERY_OTHER) | (((odd >>> 2) & EVERY_OTHER) << 8);
    } else if (((a | b | c | d) & ALPHA) !== 0) {
      averageTransparent(
        fromBytes,
        (top + x) * 4,
        (top + next) * 4,
        (bottom + x) * 4,
        (bottom + next) * 4,
        toBytes,
        at * 4,
      );
    }
  }
}

function averageTransparent(
  bytes: Uint8ClampedArray,
  a: number,
  b: number,
  c: number,
  d: number,
  target: Uint8ClampedArray,
  at: number,
): void {
  const alphaA = bytes[a + 3]!;
  const alphaB = bytes[b + 3]!;
  const alphaC = bytes[c + 3]!;
  const alphaD = bytes[d + 3]!;
  const sum = alphaA + alphaB + alphaC + alphaD;
  for (let channel = 0; channel < 3; channel++) {
    target[at + channel] =
      (bytes[a + channel]! * alphaA +
        bytes[b + channel]! * alphaB +
        bytes[c + channel]! * alphaC +
        bytes[d + channel]! * alphaD) /
      sum;
  }
  target[at + 3] = sum / 4;
}
