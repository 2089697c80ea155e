import { type Color, hex, type Scene } from "../painter/scene.ts";
import { blend, cylinder, ramp, rectangle, ring } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";

/** A powder-coated flask with a steel base and a cap with a carrying loop. */
export function bottle(coat: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.95, 0], radius: 1.05 },
    camera: { from: [0.9, 1.5, 5.2], to: [0, 0.93, 0], zoom: 0.44 },
    distance: (x, y, z) => Math.min(flask(x, y, z), cap(x, y, z)),
    material: (x, y, z) => {
      if (cap(x, y, z) < 0.003) return { color: hex("#23262a"), roughness: 0.45 };
      const steel = 1 - ramp(0.118, 0.122, y) + ramp(1.395, 1.4, y);
      if (steel > 0.5) return { color: [0.75, 0.76, 0.78], roughness: 0.24, metal: 1 };
      return {
        color: coat,
        roughness: 0.52,
        relief: (a, b, c) => 0.0009 * valueNoise(a * 150, b * 150, c * 150, seed),
      };
    },
  };
}

function flask(x: number, y: number, z: number): number {
  const out = Math.sqrt(x * x + z * z);
  const shoulder = rectangle(out, y - 0.64, 0.33, 0.64, 0.16);
  const neck = cylinder(x, y - 1.33, z, 0.19, 0.12, 0.02);
  const body = blend(Math.max(shoulder, -y), neck, 0.16);
  const seam = Math.abs(y - 0.12) - 0.004;
  return Math.max(Math.min(body, rectangle(out, y - 0.1, 0.33, 0.1, 0.03)), -Math.max(seam, 0.323 - out));
}

function cap(x: number, y: number, z: number): number {
  const ridges = 0.006 * Math.cos(44 * Math.atan2(z, x));
  const lid = cylinder(x, y - 1.54, z, 0.215 + ridges, 0.095, 0.03) * 0.8;
  const loop = ring(x, z * 0.7, y - 1.66, 0.15, 0.032);
  return Math.min(lid, Math.max(loop, 1.6 - y));
}

export const bottles = {
  coral: () => bottle(hex("#cf5f45"), BACKDROPS.blush, 101),
};
