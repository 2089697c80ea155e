import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { ramp } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";

const TILT = 0.2;

/** A woven cushion with stripes, leaning back a little. */
export function cushion(ground: Color, stripe: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.72, -0.1], radius: 1.12 },
    camera: { from: [1.3, 1.4, 4.8], to: [0, 0.7, -0.05], zoom: 0.46 },
    distance: (x, y, z) => Math.max(pillow(x, y - 0.72, z + TILT * (y - 0.72)), -y),
    material: (x, y, z) => {
      const v = y - 0.72;
      const seamHere = Math.abs(z + TILT * v) < 0.012;
      const wave = x + 0.012 * (valueNoise(x * 5, y * 5, z * 5, seed) - 0.5);
      const band =
        Math.abs(Math.abs(wave) - 0.36) < 0.085 || Math.abs(wave) < 0.03 || Math.abs(Math.abs(wave) - 0.2) < 0.008;
      const weave = 0.86 + 0.14 * Math.sin(x * 260) * Math.sin(y * 260);
      const slub = 0.88 + 0.24 * valueNoise(x * 9, y * 120, z, seed) * valueNoise(x * 120, y * 9, z, seed + 1);
      const base = seamHere ? mixColor(ground, stripe, 0.8) : band ? stripe : ground;
      return {
        color: [base[0] * weave * slub, base[1] * weave * slub, base[2] * weave * slub],
        roughness: 0.95,
        sheen: 0.5,
        relief: (a, b) => 0.0022 * Math.sin(a * 260) * Math.sin(b * 260) + 0.012 * creases(a, b - 0.72, seed),
      };
    },
  };
}

function pillow(x: number, y: number, z: number): number {
  const ax = Math.abs(x) / 0.8;
  const ay = Math.abs(y) / 0.72;
  // Sides curve in between the ears.
  const wide = ax * (1 + 0.07 * (1 - Math.min(1, ay * ay)));
  const high = ay * (1 + 0.07 * (1 - Math.min(1, ax * ax)));
  const u = Math.min(1, wide);
  const v = Math.min(1, high);
  const puff = 0.3 * Math.sqrt(Math.max(0, (1 - u ** 2.6) * (1 - v ** 2.6)));
  const flat = Math.max(wide - 1, high - 1) * 0.7;
  return Math.max(Math.abs(z) - puff - 0.012, flat) * 0.45;
}

function creases(x: number, y: number, seed: number): number {
  const edge = ramp(0.35, 0.8, Math.max(Math.abs(x) / 0.8, Math.abs(y) / 0.72));
  const turn = Math.atan2(y, x);
  return edge * valueNoise(Math.cos(turn) * 7, Math.sin(turn) * 7, seed, seed);
}

export const cushions = {
  stripe: () => cushion(hex("#e3d8c3"), hex("#3f5d73"), BACKDROPS.ochre, 111),
};
