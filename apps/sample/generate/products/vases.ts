import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { ball, type Point, ramp, rod } from "../painter/shapes.ts";
import { seededRandom, valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";
import { speckles } from "./speckles.ts";

interface Twig {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
}

/** A tall ribbed vase with dried twigs and berries, and a small round one beside it. */
export function vases(tall: Color, small: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  const { twigs, berries } = bouquet(seed);
  const plants = (x: number, y: number, z: number) => {
    const away = ball(x, y - 1.25, z, 0.85);
    if (away > 0.1) return away;
    let near = Number.POSITIVE_INFINITY;
    for (const twig of twigs) near = Math.min(near, rod(x, y, z, twig.from, twig.to, twig.radius, twig.radius * 0.7));
    return near;
  };
  const fruit = (x: number, y: number, z: number) => {
    const away = ball(x, y - 1.55, z, 0.75);
    if (away > 0.1) return away;
    let near = Number.POSITIVE_INFINITY;
    for (const [bx, by, bz] of berries) near = Math.min(near, ball(x - bx, y - by, z - bz, 0.038));
    return near;
  };
  return {
    seed,
    backdrop,
    bounds: { center: [0.1, 1.0, 0], radius: 1.35 },
    camera: { from: [0.2, 1.5, 6.2], to: [0.12, 0.95, 0], zoom: 0.46 },
    distance: (x, y, z) =>
      Math.min(
        tallVase(x + 0.25, y, z),
        smallVase(x - 0.52, y, z - 0.3),
        plants(x + 0.25, y, z),
        fruit(x + 0.25, y, z),
      ),
    material: (x, y, z) => {
      if (fruit(x + 0.25, y, z) < 0.003) return { color: hex("#b8432f"), roughness: 0.35 };
      if (plants(x + 0.25, y, z) < 0.003) return { color: hex("#6b4e35"), roughness: 0.9 };
      const isTall = tallVase(x + 0.25, y, z) < 0.003;
      const cloud = valueNoise(x * 5, y * 5, z * 5, seed);
      const base = isTall ? tall : small;
      const speck = speckles(x, y, z, seed + 1) * 0.5;
      return {
        color: mixColor(mixColor(base, [base[0] * 0.72, base[1] * 0.72, base[2] * 0.72], cloud), hex("#3c3129"), speck),
        roughness: isTall ? 0.62 : 0.2,
        relief: (a, b, c) => 0.0022 * valueNoise(a * 60, b * 60, c * 60, seed),
      };
    },
  };
}

/** A ribbed vase, 1.1 units high. */
export function tallVase(x: number, y: number, z: number): number {
  const out = Math.sqrt(x * x + z * z);
  const v = Math.min(1, Math.max(0, y / 1.1));
  const ribs = 0.011 * Math.cos(26 * Math.atan2(z, x)) * ramp(0.03, 0.2, v) * (1 - ramp(0.78, 0.9, v));
  const profile =
    0.2 + 0.2 * Math.sin(Math.PI * Math.min(1, v * 1.08)) ** 0.9 - 0.06 * ramp(0.75, 0.92, v) + 0.05 * ramp(0.92, 1, v);
  const wall = Math.abs(out - profile - ribs + 0.02) - 0.02;
  const solid = y < 0.06 ? out - profile : wall;
  return Math.max(solid * 0.72, y - 1.1, -y + 0.002) - 0.006;
}

function smallVase(x: number, y: number, z: number): number {
  const out = Math.sqrt(x * x + z * z);
  const v = Math.min(1, Math.max(0, y / 0.56));
  const profile = 0.1 + 0.24 * Math.sin(Math.PI * v ** 0.85) ** 0.75 * (1 - 0.15 * v) - 0.02 * v;
  const wall = Math.abs(out - profile + 0.015) - 0.015;
  const solid = y < 0.05 ? out - profile : wall;
  return Math.max(solid * 0.6, y - 0.56, -y + 0.002) - 0.005;
}

function bouquet(seed: number): { twigs: Twig[]; berries: Point[] } {
  const random = seededRandom(seed);
  const twigs: Twig[] = [];
  const berries: Point[] = [];
  for (let stem = 0; stem < 5; stem++) {
    const angle = (stem / 5) * Math.PI * 2 + random() * 0.8;
    let from: Point = [0.06 * Math.cos(angle), 0.7, 0.06 * Math.sin(angle)];
    let lean = 0.1 + random() * 0.2;
    for (let part = 0; part < 3; part++) {
      const length = 0.36 - part * 0.05;
      const to: Point = [
        from[0] + Math.cos(angle) * lean * length * 1.6,
        from[1] + length,
        from[2] + Math.sin(angle) * lean * length * 1.6,
      ];
      twigs.push({ from, to, radius: 0.017 - part * 0.004 });
      if (part > 0) {
        for (let side = -1; side <= 1; side += 2) {
          const tip: Point = [
            to[0] + Math.cos(angle + side) * 0.13,
            to[1] + 0.02 + random() * 0.12,
            to[2] + Math.sin(angle + side) * 0.13,
          ];
          twigs.push({
            from: [from[0] * 0.4 + to[0] * 0.6, from[1] * 0.4 + to[1] * 0.6, from[2] * 0.4 + to[2] * 0.6],
            to: tip,
            radius: 0.007,
          });
          berries.push(tip);
        }
      }
      if (part === 2) berries.push([to[0], to[1] + 0.01, to[2]]);
      from = to;
      lean += 0.12 + random() * 0.1;
    }
  }
  return { twigs, berries };
}

export const vaseSets = {
  clay: () => vases(hex("#cf8f6b"), hex("#3f5a4e"), BACKDROPS.chalk, 31),
};
