import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { blend, carve, cylinder, ellipsoid } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";
import { speckles } from "./speckles.ts";

/** Four bowls, one in the other, each in a glaze of its own. */
export function bowls(glazes: readonly Color[], backdrop: Scene["backdrop"], seed: number): Scene {
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.45, 0], radius: 0.98 },
    camera: { from: [0.5, 1.75, 4.2], to: [0, 0.44, 0], zoom: 0.46 },
    distance: (x, y, z) => {
      let near = Number.POSITIVE_INFINITY;
      for (let level = 0; level < glazes.length; level++) near = Math.min(near, bowl(x, y, z, level));
      return near;
    },
    material: (x, y, z) => {
      const level = glazes.findIndex((_, at) => bowl(x, y, z, at) < 0.003);
      const base = glazes[Math.max(0, level)]!;
      const cloud = valueNoise(x * 4, y * 4 + level * 9, z * 4, seed);
      const colour = mixColor(base, [base[0] * 0.8, base[1] * 0.8, base[2] * 0.8], cloud);
      return {
        color: mixColor(colour, hex("#4a3a2c"), 0.6 * speckles(x, y, z, seed + level)),
        roughness: 0.2,
        relief: (_a, b) => 0.0007 * Math.sin(b * 140),
      };
    },
  };
}

function bowl(x: number, y: number, z: number, level: number): number {
  const size = 0.76 - level * 0.055;
  const top = 0.54 + level * 0.135;
  const outer = ellipsoid(x, y - top, z, size, 0.5, size);
  const inner = ellipsoid(x, y - top, z, size - 0.035, 0.465, size - 0.035);
  const shell = Math.max(carve(outer, inner, 0.012), y - top);
  const foot = level === 0 ? cylinder(x, y - 0.05, z, 0.33, 0.05, 0.012) : Number.POSITIVE_INFINITY;
  return blend(shell, Math.max(foot, -inner), 0.03) * 0.85;
}

export const bowlSets = {
  clay: () => bowls([hex("#a5543a"), hex("#d9a441"), hex("#e9dfcd"), hex("#56798a")], BACKDROPS.sand, 91),
};
