import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { blend, carve, ellipsoid, ramp, rod } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";

/** A low leather trainer with a rubber cupsole, toe to the left. */
export function shoe(leather: Color, heel: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.36, 0], radius: 1.22 },
    camera: { from: [-1.2, 1.55, 4.4], to: [-0.02, 0.34, 0], zoom: 0.5 },
    distance: (x, y, z) => Math.min(sole(x, y, z), upper(x, y, z), laces(x, y, z)),
    material: (x, y, z) => {
      if (laces(x, y, z) < 0.002)
        return { color: hex("#f2ede2"), roughness: 0.9, relief: (a, b, c) => 0.003 * Math.sin((a + b + c) * 240) };
      if (sole(x, y, z) < 0.003) {
        const stitched = Math.abs(y - 0.165) < 0.006 && Math.sin(x * 120) > -0.2;
        return {
          color: stitched ? hex("#a58a62") : hex("#efe6d4"),
          roughness: 0.6,
          relief: (_a, b) => (b < 0.05 ? 0.004 * Math.sin(b * 250) : 0),
        };
      }
      const inside = innerDistance(x, y, z) < 0.012;
      if (inside) return { color: hex("#c9ab83"), roughness: 0.85, sheen: 0.3 };
      const counter = ramp(0.62, 0.625, x + 0.1 * (y - 0.3));
      const line = seams(x, y, z);
      const wear = valueNoise(x * 4, y * 4, z * 4, seed);
      const hide = mixColor(
        mixColor(leather, heel, counter),
        [leather[0] * 0.6, leather[1] * 0.6, leather[2] * 0.6],
        wear * 0.3 + 0.6 * line,
      );
      return {
        color: hide,
        roughness: 0.4,
        relief: (a, b, c) => 0.0022 * valueNoise(a * 60, b * 60, c * 60, seed) - 0.006 * seams(a, b, c),
      };
    },
  };
}

/** Half width of the sole at a place along the foot. */
function halfWidth(x: number): number {
  const t = (x + 1) / 2;
  return 0.33 + 0.05 * Math.cos((t - 0.3) * 4.2) - 0.03 * t;
}

function outline(x: number, z: number, grow: number): number {
  // A foot's outline: two round ends and a waist, the big toe a little off the middle.
  const mid = 0.04 * Math.cos(x * 1.8) - 0.03;
  const clamped = Math.max(-0.66, Math.min(0.7, x));
  const w = halfWidth(clamped);
  const dx = x - clamped;
  return Math.sqrt(dx * dx * (x < 0 ? 0.95 : 1.15) + (z - mid) ** 2) - w - grow;
}

function sole(x: number, y: number, z: number): number {
  const spring = 0.07 * Math.max(0, -x - 0.55) ** 1.5 * 2;
  const flat = outline(x, z, 0.02) * 0.85;
  const high = Math.abs(y - 0.11 - spring) - 0.1;
  const ox = Math.max(flat + 0.035, 0);
  const oy = Math.max(high + 0.035, 0);
  return Math.sqrt(ox * ox + oy * oy) + Math.min(Math.max(flat + 0.035, high + 0.035), 0) - 0.035;
}

function hull(x: number, y: number, depth: number, thin: number): number {
  const z = depth * 1.1;
  const toe = ellipsoid(x + 0.52, y - 0.13, z, 0.5 - thin, 0.3 - thin, 0.36 - thin);
  const vamp = rod(x, y, z * 0.86, [-0.45, 0.16, 0], [0.3, 0.42, 0], 0.24 - thin, 0.27 - thin);
  const rear = rod(x, y, z * 0.92, [0.62, 0.16, 0], [0.68, 0.56, 0], 0.3 - thin, 0.235 - thin);
  const waist = rod(x, y, z, [-0.2, 0.14, 0], [0.65, 0.2, 0], 0.31 - thin, 0.3 - thin);
  return blend(blend(toe, vamp, 0.28), blend(rear, waist, 0.2), 0.26);
}

function collar(x: number, y: number): number {
  // The opening's edge: low at the ankle, high at tongue and heel.
  return y - 0.63 - 0.5 * (x - 0.42) ** 2 + 0.05;
}

function innerDistance(x: number, y: number, z: number): number {
  const room = hull(x, y, z, 0.045);
  return Math.max(room, -(x - 0.06 - (y - 0.6) * 0.35), 0.2 - y);
}

function upper(x: number, y: number, z: number): number {
  const shell = Math.max(hull(x, y, z, 0), collar(x, y), 0.17 - y);
  return carve(shell, innerDistance(x, y, z), 0.03) * 0.85;
}

function laces(x: number, y: number, z: number): number {
  let near = Number.POSITIVE_INFINITY;
  for (let row = 0; row < 5; row++) {
    const lx = -0.33 + row * 0.105;
    const ly = 0.485 + row * 0.05;
    near = Math.min(near, rod(x, y + z * z * 1.7, z, [lx, ly, -0.17], [lx + 0.012, ly, 0.17], 0.022));
  }
  return near * 0.7;
}

function seams(x: number, y: number, z: number): number {
  const cap = Math.abs(x + 0.5 + 0.5 * z * z);
  const facing = y > 0.2 && x > -0.42 && x < 0.2 ? Math.abs(Math.abs(z) - 0.19 - 0.02 * x) : 1;
  const quarter = Math.abs(x - 0.1 + 0.5 * (y - 0.2)) + (Math.abs(z) < 0.2 ? 1 : 0);
  const counter = Math.abs(x + 0.1 * (y - 0.3) - 0.62);
  return 1 - ramp(0.004, 0.012, Math.min(cap, facing, quarter, counter));
}

export const shoes = {
  tan: () => shoe(hex("#b5733c"), hex("#2f4a45"), BACKDROPS.mist, 121),
};
