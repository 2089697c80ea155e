import { keyLight, march, openness } from "./march.ts";
import type { Color, Material, Scene } from "./scene.ts";
import { KEY, KEY_COLOR, studio } from "./studio-light.ts";

const EPSILON = 0.0009;

/** Light that a point of the body sends against the ray `d`; `depth` counts the mirrors on the way. */
export function shadeBody(scene: Scene, x: number, y: number, z: number, d: Color, depth: number): Color {
  const material = scene.material(x, y, z);
  const n = relieved(normalAt(scene, x, y, z), material, x, y, z);
  const lift = 0.004;
  const px = x + n[0] * lift;
  const py = y + n[1] * lift;
  const pz = z + n[2] * lift;
  const facing = n[0] * KEY[0] + n[1] * KEY[1] + n[2] * KEY[2];
  const key = facing > 0 ? facing * keyLight(scene, px, py, pz, 3.2) : 0;
  const open = openness(scene, px, py, pz, n[0], n[1], n[2]);
  const against = Math.max(0, -(n[0] * d[0] + n[1] * d[1] + n[2] * d[2]));
  const fresnel = (1 - against) ** 5;
  const metal = material.metal ?? 0;
  const above = 0.5 + 0.5 * n[1];
  const { floor, wall } = scene.backdrop;
  const k = 2 * (n[0] * d[0] + n[1] * d[1] + n[2] * d[2]);
  const r: Color = [d[0] - k * n[0], d[1] - k * n[1], d[2] - k * n[2]];
  const mirrored = reflected(scene, px, py, pz, r, material.roughness, open, depth);
  const sheen = (material.sheen ?? 0) * (1 - against) ** 2.5 * open;
  return [0, 1, 2].map((i) => {
    const base = material.color[i]!;
    const dome = (0.3 + 0.34 * wall[i]!) * above + 0.42 * floor[i]! * (1 - above);
    const diffuse = base * (1 - metal) * (key * KEY_COLOR[i]! * 0.42 + dome * open * 0.78 + sheen * 0.35);
    const mirror = (0.04 * (1 - metal) + base * metal) * (1 - fresnel) + fresnel * (1 - material.roughness * 0.82);
    return diffuse + mirrored[i]! * mirror * (metal > 0 ? 1 : 0.85) + (material.glow?.[i] ?? 0);
  }) as unknown as Color;
}

/** Light of the seamless backdrop where the ray meets it: the floor with shadow, turning into the wall behind. */
export function shadeBackdrop(scene: Scene, o: Color, d: Color): { color: Color; shadow: number } {
  const { floor, wall } = scene.backdrop;
  const t = d[1] < -1e-4 ? -o[1] / d[1] : Number.POSITIVE_INFINITY;
  const horizon = Math.min(1, Math.max(0, (d[1] + 0.55) / 0.75));
  const vignette = 1 - 0.16 * (d[0] * d[0] * 2.2 + Math.max(0, d[1]) ** 2);
  const glow = horizon * horizon * (3 - 2 * horizon);
  let light = 1;
  if (t < 60) {
    const x = o[0] + d[0] * t;
    const z = o[2] + d[2] * t;
    const key = keyLight(scene, x, 0.002, z, 2.1);
    const open = openness(scene, x, 0.0005, z, 0, 1, 0);
    light = (0.42 + 0.58 * key) * (0.28 + 0.72 * open);
  }
  const color = [0, 1, 2].map((i) => (floor[i]! * (1 - glow) + wall[i]! * glow) * vignette * light) as unknown as Color;
  return { color, shadow: 1 - light };
}

function reflected(
  scene: Scene,
  x: number,
  y: number,
  z: number,
  r: Color,
  rough: number,
  open: number,
  depth: number,
): Color {
  const seen = studio(r[0], r[1], r[2], rough, scene.backdrop);
  if (rough < 0.35 && depth < 1) {
    const t = march(scene, x, y, z, r[0], r[1], r[2], 60);
    if (t < Number.POSITIVE_INFINITY) return shadeBody(scene, x + r[0] * t, y + r[1] * t, z + r[2] * t, r, depth + 1);
    if (r[1] < -0.02) {
      const down = shadeBackdrop(scene, [x, y, z], r).color;
      return [down[0] * 0.9, down[1] * 0.9, down[2] * 0.9];
    }
    return seen;
  }
  const dim = 0.25 + 0.75 * open;
  return [seen[0] * dim, seen[1] * dim, seen[2] * dim];
}

function normalAt(scene: Scene, x: number, y: number, z: number): Color {
  const e = EPSILON;
  const a = scene.distance(x + e, y - e, z - e);
  const b = scene.distance(x - e, y - e, z + e);
  const c = scene.distance(x - e, y + e, z - e);
  const f = scene.distance(x + e, y + e, z + e);
  return unit(a - b - c + f, -a - b + c + f, -a + b - c + f);
}

function relieved(n: Color, material: Material, x: number, y: number, z: number): Color {
  const { relief } = material;
  if (!relief) return n;
  const e = 0.0015;
  const h = relief(x, y, z);
  const gx = (relief(x + e, y, z) - h) / e;
  const gy = (relief(x, y + e, z) - h) / e;
  const gz = (relief(x, y, z + e) - h) / e;
  return unit(n[0] - gx, n[1] - gy, n[2] - gz);
}

function unit(x: number, y: number, z: number): Color {
  const length = Math.sqrt(x * x + y * y + z * z) || 1;
  return [x / length, y / length, z / length];
}
