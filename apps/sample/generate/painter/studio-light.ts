import type { Color, Scene } from "./scene.ts";
import { ramp } from "./shapes.ts";

/** Towards the key light, a large softbox at the upper left. */
export const KEY: Color = normalize([-0.62, 0.95, 0.52]);
/** Colour and strength of the key light. */
export const KEY_COLOR: Color = [2.35, 2.25, 2.1];

interface Softbox {
  readonly towards: Color;
  readonly right: Color;
  readonly up: Color;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly strength: number;
}

const SOFTBOXES: readonly Softbox[] = [
  softbox([-0.75, 0.62, 0.55], 0.42, 0.62, 4.2),
  softbox([0.95, 0.35, 0.25], 0.13, 0.8, 2.4),
  softbox([0.1, 1, -0.55], 0.9, 0.28, 1.8),
];

/** What a mirror would see of the studio in a direction: floor, wall, ceiling and three softboxes, blurred by roughness. */
export function studio(x: number, y: number, z: number, roughness: number, backdrop: Scene["backdrop"]): Color {
  const up = ramp(-0.35 - roughness * 0.4, 0.25 + roughness * 0.5, y);
  const ceiling = 0.55 + 0.35 * ramp(0, 1, y);
  const blur = 0.03 + roughness * 0.9;
  let light = 0;
  for (const box of SOFTBOXES) {
    const ahead = x * box.towards[0] + y * box.towards[1] + z * box.towards[2];
    if (ahead <= 0.02) continue;
    const a = Math.abs((x * box.right[0] + y * box.right[1] + z * box.right[2]) / ahead);
    const b = Math.abs((x * box.up[0] + y * box.up[1] + z * box.up[2]) / ahead);
    const inside =
      (1 - ramp(box.halfWidth - blur, box.halfWidth + blur, a)) *
      (1 - ramp(box.halfHeight - blur, box.halfHeight + blur, b));
    light += (inside * box.strength) / (1 + roughness * 2.2);
  }
  const { floor, wall } = backdrop;
  return [
    floor[0] * 0.75 * (1 - up) + wall[0] * ceiling * up + light,
    floor[1] * 0.75 * (1 - up) + wall[1] * ceiling * up + light * 0.99,
    floor[2] * 0.75 * (1 - up) + wall[2] * ceiling * up + light * 0.96,
  ];
}

/** The same direction, of length 1. */
export function normalize(v: Color): Color {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** The direction square to two others. */
export function cross(a: Color, b: Color): Color {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function softbox(at: Color, halfWidth: number, halfHeight: number, strength: number): Softbox {
  const towards = normalize(at);
  const right = normalize(cross([0, 1, 0], towards));
  return { towards, right, up: cross(towards, right), halfWidth, halfHeight, strength };
}
