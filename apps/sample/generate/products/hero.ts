import type { Color, Scene } from "../painter/scene.ts";
import { BACKDROPS } from "./backdrops.ts";
import { bowlSets } from "./bowls.ts";
import { lamps } from "./lamp.ts";
import { mugs } from "./mug.ts";
import { stools } from "./stool.ts";
import { vaseSets } from "./vases.ts";

interface Placed {
  readonly scene: Scene;
  readonly at: Color;
  readonly size: number;
}

/** Several products in one picture, on one backdrop. */
export function arrangement(placed: readonly Placed[], scene: Omit<Scene, "distance" | "material">): Scene {
  const nearness = ({ scene: one, at, size }: Placed, x: number, y: number, z: number) => {
    const [px, py, pz] = [(x - at[0]) / size, (y - at[1]) / size, (z - at[2]) / size];
    const { center, radius } = one.bounds;
    const away = Math.sqrt((px - center[0]) ** 2 + (py - center[1]) ** 2 + (pz - center[2]) ** 2) - radius;
    return (away > 0.15 ? away : one.distance(px, py, pz)) * size;
  };
  return {
    ...scene,
    distance: (x, y, z) => {
      let near = Number.POSITIVE_INFINITY;
      for (const one of placed) near = Math.min(near, nearness(one, x, y, z));
      return near;
    },
    material: (x, y, z) => {
      let best = placed[0]!;
      for (const one of placed) if (nearness(one, x, y, z) < nearness(best, x, y, z)) best = one;
      const { at, size } = best;
      return best.scene.material((x - at[0]) / size, (y - at[1]) / size, (z - at[2]) / size);
    },
  };
}

/** The shop's banner: things on the right, room for words on the left. */
export const heroes = {
  autumn: () =>
    arrangement(
      [
        { scene: vaseSets.clay(), at: [0.75, 0, -0.5], size: 0.95 },
        { scene: lamps.ivory(), at: [2.35, 0, -0.35], size: 0.98 },
        { scene: bowlSets.clay(), at: [1.52, 0, 0.5], size: 0.58 },
        { scene: mugs.rust(), at: [0.35, 0, 0.75], size: 0.46 },
        { scene: stools.walnut(), at: [3.45, 0, -0.9], size: 1.05 },
      ],
      {
        seed: 131,
        backdrop: BACKDROPS.sand,
        bounds: { center: [1.9, 0.85, 0], radius: 2.6 },
        camera: { from: [0.5, 1.5, 8.6], to: [0.5, 0.82, 0], zoom: 0.37 },
      },
    ),
};
