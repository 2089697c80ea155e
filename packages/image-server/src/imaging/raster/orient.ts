import type { Orientation } from "../facts/stored-orientation.ts";
import type { Size } from "../view/view-geometry.ts";
import { createRaster, type Raster } from "./raster.ts";

/** Whether rows become columns. */
function isTurned(orientation: Orientation): boolean {
  return orientation >= 5;
}

/** The size of a picture after it was turned as its orientation asks. It is also the way back. */
export function orientedSize({ width, height }: Size, orientation: Orientation): Size {
  return isTurned(orientation) ? { width: height, height: width } : { width, height };
}

/**
 * A raster turned and mirrored as its orientation asks. TIFF 6.0, "Orientation": where the first row and the first column of
 * what is stored are to be seen.
 */
export function orientRaster(raster: Raster, orientation: Orientation): Raster {
  if (orientation === 1) return raster;
  const { width, height } = raster;
  const oriented = createRaster(...sizePair(orientedSize(raster, orientation)));
  const from = new Uint32Array(raster.data.buffer, raster.data.byteOffset, width * height);
  const to = new Uint32Array(oriented.data.buffer);
  // Where a stored pixel goes: start + column * perColumn + row * perRow.
  const right = orientation === 2 || orientation === 3 || orientation === 6 || orientation === 7;
  const down = orientation === 3 || orientation === 4 || orientation === 7 || orientation === 8;
  const across = oriented.width;
  const perColumn = isTurned(orientation) ? (down ? -across : across) : right ? -1 : 1;
  const perRow = isTurned(orientation) ? (right ? -1 : 1) : down ? -across : across;
  let start = (right ? across - 1 : 0) + (down ? (oriented.height - 1) * across : 0);
  for (let row = 0, at = 0; row < height; row++, start += perRow) {
    for (let column = 0, target = start; column < width; column++, target += perColumn) to[target] = from[at++]!;
  }
  return oriented;
}

function sizePair({ width, height }: Size): [number, number] {
  return [width, height];
}
