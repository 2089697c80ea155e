import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { blend, carve, ramp, rectangle } from "../painter/shapes.ts";
import { valueNoise } from "../random.ts";
import { BACKDROPS } from "./backdrops.ts";
import { speckles } from "./speckles.ts";

/** A stoneware mug with a glazed body and a bare foot. */
export function mug(glaze: Color, backdrop: Scene["backdrop"], seed: number, cutOut = false): Scene {
  const clay = hex("#b98d68");
  return {
    seed,
    cutOut,
    backdrop,
    bounds: { center: [0.1, 0.5, 0], radius: 0.84 },
    camera: { from: [0.75, 1.75, 3.6], to: [0.1, 0.46, 0], zoom: 0.46 },
    distance: (x, y, z) => mugDistance(x, y, z),
    material: (x, y, z) => {
      const edge = 0.16 + 0.025 * (valueNoise(x * 6, 3, z * 6, seed) - 0.5);
      const bare = 1 - ramp(edge - 0.006, edge + 0.006, y);
      const speck = speckles(x, y, z, seed) * 0.8;
      const pooled = 0.82 + 0.18 * ramp(0.0, 0.12, y - edge) + 0.06 * (valueNoise(x * 4, y * 4, z * 4, seed) - 0.5);
      // The glaze is thin on the lip, where the clay shines through.
      const lip = 0.7 * ramp(0.96, 1.0, y);
      const glazed = mixColor([glaze[0] * pooled, glaze[1] * pooled, glaze[2] * pooled], clay, lip);
      return {
        color: mixColor(mixColor(glazed, hex("#4a3626"), speck * (1 - bare)), clay, bare),
        roughness: 0.16 + 0.7 * bare,
        relief:
          bare > 0.5
            ? (a, b, c) => 0.004 * valueNoise(a * 70, b * 70, c * 70, seed)
            : (_a, b) => 0.0008 * Math.sin(b * 120),
      };
    },
  };
}

/** The mug's shape: one unit high, standing on the floor. */
export function mugDistance(x: number, y: number, z: number): number {
  const out = Math.sqrt(x * x + z * z);
  const belly = 0.018 * Math.sin(y * 3.1);
  const outer = rectangle(out, y - 0.5, 0.44 + belly, 0.5, 0.1);
  const inner = rectangle(out, y - 0.62, 0.395 + belly, 0.56, 0.12);
  // The handle is a flattened loop in the plane of the camera's right.
  const lx = x - 0.5;
  const ly = (y - 0.53) / 1.22;
  const loop = Math.sqrt((Math.sqrt(lx * lx + ly * ly) - 0.235) ** 2 + (z * 0.72) ** 2) - 0.052;
  const handle = Math.max(loop, -(out - 0.36));
  return carve(blend(outer, handle, 0.09), inner, 0.035);
}

export const mugs = {
  cream: () => mug(hex("#e6dcc8"), BACKDROPS.sand, 11),
  rust: () => mug(hex("#a8452a"), BACKDROPS.blush, 12),
  blue: () => mug(hex("#3d6486"), BACKDROPS.mist, 13, true),
};
