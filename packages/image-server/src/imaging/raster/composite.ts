import { cropRaster } from "./crop.ts";
import { createRaster, isOpaque, type Raster } from "./raster.ts";

/**
 * Lays a raster over another, in place ("source over").
 *
 * @param x where its left edge comes to lie; what falls outside the canvas is cut off
 * @param opacity 0 to 1
 */
export function compositeOver(canvas: Raster, layer: Raster, x: number, y: number, opacity = 1): void {
  const left = Math.max(0, -x);
  const right = Math.min(layer.width, canvas.width - x);
  const bottom = Math.min(layer.height, canvas.height - y);
  for (let row = Math.max(0, -y); row < bottom; row++) {
    let from = (row * layer.width + left) * 4;
    let to = ((row + y) * canvas.width + left + x) * 4;
    for (let column = left; column < right; column++, from += 4, to += 4) {
      const over = (layer.data[from + 3]! / 255) * opacity;
      if (over === 0) continue;
      const under = (canvas.data[to + 3]! / 255) * (1 - over);
      const alpha = over + under;
      for (let channel = 0; channel < 3; channel++) {
        const mixed = layer.data[from + channel]! * over + canvas.data[to + channel]! * under;
        canvas.data[to + channel] = mixed / alpha;
      }
      canvas.data[to + 3] = alpha * 255;
    }
  }
}

/** A raster with all alpha values multiplied by `opacity` (0 to 1). */
export function fadeRaster(raster: Raster, opacity: number): Raster {
  if (opacity === 1) return raster;
  const faded: Raster = { width: raster.width, height: raster.height, data: raster.data.slice() };
  for (let index = 3; index < faded.data.length; index += 4) faded.data[index] = faded.data[index]! * opacity;
  return faded;
}

/** A raster on an opaque ground of one colour (0xRRGGBB); the raster itself where nothing would be seen of that. */
export function flattenOnto(raster: Raster, color: number): Raster {
  if (isOpaque(raster)) return raster;
  const ground = createRaster(raster.width, raster.height);
  const [red, green, blue] = [color >> 16, (color >> 8) & 255, color & 255];
  const from = raster.data;
  for (let index = 0; index < from.length; index += 4) {
    const alpha = from[index + 3]! / 255;
    ground.data[index] = red + (from[index]! - red) * alpha;
    ground.data[index + 1] = green + (from[index + 1]! - green) * alpha;
    ground.data[index + 2] = blue + (from[index + 2]! - blue) * alpha;
    ground.data[index + 3] = 255;
  }
  return ground;
}

/**
 * A raster of another size with this one at a place; what is left over is transparent, what falls outside is cut off.
 */
export function placeOn(size: { width: number; height: number }, raster: Raster, x: number, y: number): Raster {
  if (x === 0 && y === 0 && size.width === raster.width && size.height === raster.height) return raster;
  return cropRaster(raster, { x: 0 - x, y: 0 - y, width: size.width, height: size.height });
}
