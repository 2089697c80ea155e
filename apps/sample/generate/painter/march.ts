import type { Scene } from "./scene.ts";
import { ramp } from "./shapes.ts";
import { KEY } from "./studio-light.ts";

/**
 * Distance along a ray to the body, or Infinity when it misses. `steps` limits the work; a ray that grazes the body
 * without end counts as a miss.
 */
export function march(
  scene: Scene,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  steps: number,
): number {
  const { center, radius } = scene.bounds;
  const cx = ox - center[0];
  const cy = oy - center[1];
  const cz = oz - center[2];
  const half = cx * dx + cy * dy + cz * dz;
  const inside = half * half - (cx * cx + cy * cy + cz * cz - radius * radius);
  if (inside <= 0) return Number.POSITIVE_INFINITY;
  const root = Math.sqrt(inside);
  const far = -half + root;
  let t = Math.max(0, -half - root);
  for (let step = 0; step < steps && t < far; step++) {
    const distance = scene.distance(ox + dx * t, oy + dy * t, oz + dz * t);
    if (distance < 0.0004 * (1 + t * 0.2)) return t;
    t += distance * 0.92;
  }
  return Number.POSITIVE_INFINITY;
}

/** How much of the key light reaches a point: 0 to 1, with the wide half shadow of a softbox. */
export function keyLight(scene: Scene, x: number, y: number, z: number, softness: number): number {
  const { center, radius } = scene.bounds;
  const half = (x - center[0]) * KEY[0] + (y - center[1]) * KEY[1] + (z - center[2]) * KEY[2];
  const gap = (x - center[0]) ** 2 + (y - center[1]) ** 2 + (z - center[2]) ** 2 - half * half;
  // The half shadow thins out beyond the body; far from it nothing is left to look for.
  const aside = Math.sqrt(Math.max(0, gap)) / radius;
  if (aside > 2 || half > radius * 1.35) return 1;
  let lit = 1;
  let t = 0.02;
  for (let step = 0; step < 48 && t < 2.6 * radius; step++) {
    const distance = scene.distance(x + KEY[0] * t, y + KEY[1] * t, z + KEY[2] * t);
    lit = Math.min(lit, 0.5 + (0.5 * distance * softness) / t);
    if (lit <= 0) return 0;
    t += Math.min(0.14, Math.max(0.012, Math.abs(distance) * 0.8));
  }
  const shadow = 1 - lit * lit * (3 - 2 * lit);
  return 1 - shadow * (1 - ramp(1.2, 2, aside));
}

/** How open the surroundings of a point are along its normal: 0 buried, 1 free. The floor counts. */
export function openness(scene: Scene, x: number, y: number, z: number, nx: number, ny: number, nz: number): number {
  let closed = 0;
  let weight = 1;
  for (let ring = 1; ring <= 6; ring++) {
    const reach = 0.018 + 0.016 * ring * ring;
    const py = y + ny * reach;
    const distance = Math.min(
      scene.distance(x + nx * reach, py, z + nz * reach),
      Math.max(py, 0) + (y < 1e-3 ? reach : 0),
    );
    closed += Math.max(0, reach - distance) * weight * (1 / reach) * 0.34;
    weight *= 0.78;
  }
  return Math.max(0, 1 - closed * 0.62);
}
