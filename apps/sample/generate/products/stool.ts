import { hex, type Scene } from "../painter/scene.ts";
import { blend, cylinder, ring, rod } from "../painter/shapes.ts";
import { BACKDROPS } from "./backdrops.ts";
import { wood } from "./wood.ts";

/** A three-legged stool with a dished seat and a rung ring. */
export function stool(light: string, dark: string, backdrop: Scene["backdrop"], seed: number): Scene {
  const seat = wood(hex(light), hex(dark), seed, "x");
  const legs = wood(hex(light), hex(dark), seed + 1, "y");
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.68, 0], radius: 1.0 },
    camera: { from: [1.2, 1.9, 4.6], to: [0, 0.64, 0], zoom: 0.44 },
    distance: (x, y, z) => Math.min(seatDistance(x, y, z), legsDistance(x, y, z)),
    material: (x, y, z) => (seatDistance(x, y, z) < 0.003 ? seat : legs)(x, y, z),
  };
}

function seatDistance(x: number, y: number, z: number): number {
  const dish = 0.05 * (1 - Math.min(1, (x * x + z * z) / 0.26));
  return cylinder(x, y - 1.16 + dish * 0.5, z, 0.52, 0.06 - dish * 0.3, 0.045) * 0.9;
}

function legsDistance(x: number, y: number, z: number): number {
  let near = ring(x, y - 0.42, z, 0.44, 0.024);
  for (let leg = 0; leg < 3; leg++) {
    const angle = (leg * 2 * Math.PI) / 3 + 0.4;
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    near = blend(near, rod(x, y, z, [c * 0.3, 1.12, s * 0.3], [c * 0.52, 0.02, s * 0.52], 0.05, 0.034), 0.02);
  }
  return Math.max(near, -y);
}

export const stools = {
  ash: () => stool("#d9b98c", "#b48a58", BACKDROPS.mist, 51),
  walnut: () => stool("#7a5236", "#4a2e1c", BACKDROPS.sage, 52),
};
