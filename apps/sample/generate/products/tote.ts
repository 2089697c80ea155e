import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { blend, box, carve, cylinder, ramp, ring } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";

/** A leather tote with two handles, stitched seams and brass rivets. */
export function tote(leather: Color, backdrop: Scene["backdrop"], seed: number, cutOut = false): Scene {
  return {
    seed,
    cutOut,
    backdrop,
    bounds: { center: [0, 0.85, 0], radius: 1.12 },
    camera: { from: [1.6, 1.7, 4.8], to: [0, 0.8, 0], zoom: 0.46 },
    distance: (x, y, z) => Math.min(body(x, y, z), handles(x, y, z), rivets(x, y, z)),
    material: (x, y, z) => {
      if (rivets(x, y, z) < 0.003) return { color: hex("#d0a45a"), roughness: 0.22, metal: 1 };
      const wear = valueNoise(x * 3, y * 3, z * 3, seed);
      const hide = mixColor(
        leather,
        [leather[0] * 0.68, leather[1] * 0.68, leather[2] * 0.68],
        wear * 0.7 + 0.3 * ramp(0.2, 0, y),
      );
      const stitch = seam(x, y, z);
      return {
        color: mixColor(hide, hex("#ecd9b8"), stitch),
        roughness: 0.42,
        relief: (a, b, c) => 0.0042 * valueNoise(a * 42, b * 42, c * 42, seed) - 0.004 * groove(a, b),
      };
    },
  };
}

function body(x: number, y: number, z: number): number {
  const v = y / 1.05;
  const wide = 0.66 + 0.07 * v;
  const bulge = 0.26 * (1 - 0.42 * v) + 0.03 * Math.cos(x * 2.2);
  const outer = box(x, y - 0.525, z, wide, 0.525, bulge, 0.07);
  const inner = box(x, y - 0.75, z, wide - 0.03, 0.7, bulge - 0.03, 0.05);
  return carve(outer, inner, 0.02) * 0.85;
}

function handles(x: number, y: number, z: number): number {
  const front = Math.abs(z) - 0.185;
  const arch = ring(x, front * 0.8, (y - 0.95) * 0.62, 0.33, 0.032);
  const tail = box(Math.abs(x) - 0.33, y - 0.86, front, 0.05, 0.16, 0.02, 0.018);
  return Math.min(blend(Math.max(arch, 0.94 - y), tail, 0.03), 10) * 0.8;
}

function rivets(x: number, y: number, z: number): number {
  return cylinder(Math.abs(x) - 0.33, z - 0.212 - 0.05 * (0.86 - y), y - 0.8, 0.026, 0.014, 0.01);
}

function groove(x: number, y: number): number {
  const side = Math.abs(Math.abs(x) - 0.6 - 0.06 * y);
  const low = Math.abs(y - 0.1);
  return 1 - ramp(0.004, 0.014, Math.min(y > 0.1 ? side : 1, Math.abs(x) < 0.61 ? low : 1));
}

function seam(x: number, y: number, z: number): number {
  if (z < 0.1) return 0;
  const along = Math.abs(y - 0.1) < 0.012 ? x : y;
  const dash = ramp(-0.25, 0.05, Math.sin(along * 105));
  return groove(x, y) * dash;
}

export const totes = {
  cognac: () => tote(hex("#a2602f"), BACKDROPS.chalk, 61),
  olive: () => tote(hex("#65683c"), BACKDROPS.chalk, 62, true),
};
