import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { blend, cylinder, ellipsoid, ramp } from "../painter/shapes.ts";
import { BACKDROPS } from "./backdrops.ts";

/** A table lamp: a dome that glows from within over a turned foot. */
export function lamp(foot: Color, dome: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.85, 0], radius: 1.16 },
    camera: { from: [0.3, 1.25, 5.4], to: [0, 0.84, 0], zoom: 0.46 },
    distance: lampDistance,
    material: (x, y, z) => {
      if (domeDistance(x, y, z) < 0.004) {
        const low = 1 - ramp(1.05, 1.62, y);
        const warm = 0.15 + 0.85 * low;
        return { color: dome, roughness: 0.22, glow: [0.42 * warm, 0.25 * warm, 0.1 * warm] };
      }
      const collar = ramp(0.955, 0.965, y);
      if (collar > 0.5) return { color: hex("#c99b52"), roughness: 0.24, metal: 1 };
      return { color: mixColor(foot, [foot[0] * 0.8, foot[1] * 0.8, foot[2] * 0.8], 0.4 * (1 - y)), roughness: 0.3 };
    },
  };
}

/** The lamp's shape, 1.65 units high. */
export function lampDistance(x: number, y: number, z: number): number {
  return Math.min(domeDistance(x, y, z), footDistance(x, y, z));
}

function domeDistance(x: number, y: number, z: number): number {
  const shell = Math.abs(ellipsoid(x, y - 1.02, z, 0.76, 0.62, 0.76)) - 0.014;
  const rim = 1.02 - y;
  const h = Math.max(0.02 - Math.abs(shell - rim), 0) / 0.02;
  return Math.max(shell, rim) + h * h * 0.005;
}

function footDistance(x: number, y: number, z: number): number {
  const disc = cylinder(x, y - 0.05, z, 0.42, 0.05, 0.045);
  const stem = cylinder(x, y - 0.5, z, 0.13 + 0.06 * (y - 0.5) ** 2, 0.5, 0.03);
  const neck = cylinder(x, y - 1.05, z, 0.05, 0.12, 0.02);
  return Math.min(blend(disc, stem, 0.22), neck);
}

export const lamps = {
  ivory: () => lamp(hex("#d8cdbb"), hex("#efe3cd"), BACKDROPS.sage, 21),
  ink: () => lamp(hex("#20303f"), hex("#e9d9bd"), BACKDROPS.ochre, 22),
};
