import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { ball, blend, carve, cylinder, ellipsoid, ramp, rod } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";

/** A round teapot under a crackled glaze. */
export function teapot(glaze: Color, backdrop: Scene["backdrop"], seed: number, cutOut = false): Scene {
  return {
    seed,
    cutOut,
    backdrop,
    bounds: { center: [0.02, 0.55, 0], radius: 1.08 },
    camera: { from: [0.4, 1.75, 4.2], to: [0.02, 0.5, 0], zoom: 0.46 },
    distance: teapotDistance,
    material: (x, y, z) => {
      const depth = valueNoise(x * 3, y * 3, z * 3, seed);
      const foot = 1 - ramp(0.018, 0.024, y);
      const deep: Color = [glaze[0] * 0.7, glaze[1] * 0.74, glaze[2] * 0.74];
      return {
        color: mixColor(mixColor(glaze, deep, depth * 0.8 + 0.3 * ramp(0.4, 0.05, y)), hex("#a78a6a"), foot),
        roughness: 0.12 + 0.6 * foot,
      };
    },
  };
}

/** The teapot's shape, spout to the left. */
export function teapotDistance(x: number, y: number, z: number): number {
  const foot = cylinder(x, y - 0.04, z, 0.33, 0.04, 0.01);
  const belly = blend(ellipsoid(x, y - 0.47, z, 0.6, 0.46, 0.6), foot, 0.06);
  const spoutLow = rod(x, y, z, [-0.46, 0.36, 0], [-0.72, 0.58, 0], 0.13, 0.085);
  const spoutHigh = rod(x, y, z, [-0.72, 0.58, 0], [-0.9, 0.84, 0], 0.085, 0.055);
  const bore = rod(x, y, z, [-0.8, 0.7, 0], [-0.97, 0.95, 0], 0.04, 0.04);
  const spout = carve(blend(spoutLow, spoutHigh, 0.12), bore, 0.02);
  const lx = x - 0.58;
  const ly = (y - 0.5) / 1.1;
  const loop = Math.sqrt((Math.sqrt(lx * lx + ly * ly) - 0.29) ** 2 + z * z * 0.7) - 0.045;
  const handle = Math.max(loop, -ellipsoid(x, y - 0.46, z, 0.55, 0.42, 0.55));
  const lid = ellipsoid(x, y - 0.86, z, 0.27, 0.085, 0.27);
  const knob = blend(ball(x, y - 1.0, z, 0.062), rod(x, y, z, [0, 0.9, 0], [0, 0.97, 0], 0.035), 0.05);
  const groove = Math.abs(Math.sqrt(x * x + z * z) - 0.275) - 0.008;
  const pot = blend(blend(belly, spout, 0.1), handle, 0.08);
  return Math.min(carve(pot, Math.max(groove, 0.8 - y), 0.02), blend(lid, knob, 0.07)) * 0.9;
}

export const teapots = {
  celadon: () => teapot(hex("#8fb09c"), BACKDROPS.chalk, 81),
  night: () => teapot(hex("#2d4460"), BACKDROPS.chalk, 82, true),
};
