import { type Color, hex, type Scene } from "../painter/scene.ts";
import { blend, box, carve, rod } from "../painter/shapes.ts";
import { BACKDROPS } from "./backdrops.ts";
import { wood } from "./wood.ts";

/** A shell chair on splayed wooden legs. */
export function chair(shell: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  const timber = wood(hex("#b98652"), hex("#8a5a30"), seed, "y");
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.85, 0], radius: 1.22 },
    camera: { from: [2.9, 1.75, 4.9], to: [0, 0.8, 0], zoom: 0.46 },
    distance: (x, y, z) => Math.min(shellDistance(x, y, z), legsDistance(x, y, z)),
    material: (x, y, z) =>
      shellDistance(x, y, z) < legsDistance(x, y, z)
        ? {
            color: shell,
            roughness: 0.5,
            relief: (a, b, c) => 0.0008 * Math.sin(a * 210) * Math.sin(b * 210) * Math.sin(c * 210),
          }
        : timber(x, y, z),
  };
}

function shellDistance(x: number, y: number, z: number): number {
  // The seat dips in the middle; the back is the same sheet bent upwards and wrapped around the sitter.
  const dip = 0.16 * x * x + 0.1 * z * z;
  const seat = box(x, y - 0.8 - dip, z - 0.04, 0.5, 0.026, 0.46, 0.025);
  const lean = (y - 0.85) * 0.2;
  const wrap = -0.44 - lean + 0.42 * x * x;
  const half = 0.5 - 0.16 * Math.max(0, y - 1.05);
  const back = box(x, y - 1.2, (z - wrap) * 0.86, half, 0.4, 0.024, 0.02);
  const rounded = carve(
    back,
    0.36 - Math.sqrt(Math.max(0, Math.abs(x) - 0.14) ** 2 + Math.max(0, y - 1.24) ** 2) - 0,
    0.03,
  );
  const corners = Math.max(back, Math.sqrt(Math.max(0, Math.abs(x) - 0.12) ** 2 + Math.max(0, y - 1.22) ** 2) - 0.38);
  return Math.min(blend(seat, Math.max(back, Math.min(corners, rounded + 10)), 0.22), 10) * 0.8;
}

function legsDistance(x: number, y: number, z: number): number {
  const ax = Math.abs(x);
  const front = rod(ax, y, z, [0.3, 0.79, 0.26], [0.46, 0.02, 0.44], 0.042, 0.024);
  const rear = rod(ax, y, z, [0.3, 0.79, -0.26], [0.46, 0.02, -0.46], 0.042, 0.024);
  const brace = rod(ax, y, Math.abs(z), [0, 0.74, 0.25], [0.32, 0.74, 0.25], 0.026);
  return Math.max(Math.min(front, rear, brace), -y);
}

export const chairs = {
  moss: () => chair(hex("#5f6f4a"), BACKDROPS.sand, 41),
};
