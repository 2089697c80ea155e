import { createRaster, type Raster } from "../raster/raster.ts";
import { OutlineCoverage } from "./outline-coverage.ts";
import { outlineLines } from "./outline-lines.ts";
import type { PlacedRun, TextLayout } from "./text-layout.ts";

/** The text on a transparent ground; what lies outside its box is cut off. */
export function drawText({ size, runs }: TextLayout): Raster {
  const raster = createRaster(size.width, size.height);
  for (const run of runs) drawRun(raster, run);
  return raster;
}

/** Glyphs of a run are drawn one by one, so that overlapping ones do not cancel each other out. */
function drawRun(raster: Raster, { shaped, color, x, baseline, scale }: PlacedRun): void {
  for (const glyph of shaped.glyphs) {
    const outline = glyph.outline();
    const glyphX = x + glyph.x * scale;
    const glyphBaseline = baseline - glyph.y * scale;
    const box = pixelBox(
      outline.flatMap(({ args }) => args),
      glyphX,
      glyphBaseline,
      scale,
      raster,
    );
    if (box === undefined) continue;
    const coverage = new OutlineCoverage(box.right - box.left, box.bottom - box.top);
    outlineLines(outline, glyphX - box.left, glyphBaseline - box.top, scale, (x0, y0, x1, y1) =>
      coverage.addLine(x0, y0, x1, y1),
    );
    paint(raster, coverage, box.left, box.top, color);
  }
}

interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The pixels that a glyph touches inside the raster. */
function pixelBox(
  coordinates: readonly number[],
  x: number,
  baseline: number,
  scale: number,
  { width, height }: Raster,
): PixelBox | undefined {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let index = 0; index + 1 < coordinates.length; index += 2) {
    const across = x + coordinates[index]! * scale;
    const down = baseline - coordinates[index + 1]! * scale;
    minX = Math.min(minX, across);
    maxX = Math.max(maxX, across);
    minY = Math.min(minY, down);
    maxY = Math.max(maxY, down);
  }
  const left = Math.max(0, Math.floor(minX));
  const top = Math.max(0, Math.floor(minY));
  const right = Math.min(width, Math.ceil(maxX));
  const bottom = Math.min(height, Math.ceil(maxY));
  return left < right && top < bottom ? { left, top, right, bottom } : undefined;
}

function paint(raster: Raster, coverage: OutlineCoverage, left: number, top: number, color: number): void {
  const rgb = [color >> 16, (color >> 8) & 255, color & 255] as const;
  for (let y = 0; y < coverage.height; y++) {
    const row = coverage.row(y);
    let at = ((top + y) * raster.width + left) * 4;
    for (let x = 0; x < coverage.width; x++, at += 4) {
      const over = row[x]!;
      if (over === 0) continue;
      const under = (raster.data[at + 3]! / 255) * (1 - over);
      const alpha = over + under;
      for (let channel = 0; channel < 3; channel++) {
        raster.data[at + channel] = (rgb[channel]! * over + raster.data[at + channel]! * under) / alpha;
      }
      raster.data[at + 3] = alpha * 255;
    }
  }
}
