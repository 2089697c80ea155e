import { ramp } from "../painter/shapes.ts";
import { hash3 } from "../random.ts";

const CELLS = 17;

/** Iron specks in a glaze: 1 in a speck, 0 between; round, of many sizes, none on a grid. */
export function speckles(x: number, y: number, z: number, seed: number): number {
  const cx = Math.floor(x * CELLS);
  const cy = Math.floor(y * CELLS);
  const cz = Math.floor(z * CELLS);
  let most = 0;
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) {
      for (let k = -1; k <= 1; k++) {
        const chance = hash3(cx + i, cy + j, cz + k, seed);
        if (chance > 0.55) continue;
        const dx = x * CELLS - (cx + i + hash3(cx + i, cy + j, cz + k, seed + 1));
        const dy = y * CELLS - (cy + j + hash3(cx + i, cy + j, cz + k, seed + 2));
        const dz = z * CELLS - (cz + k + hash3(cx + i, cy + j, cz + k, seed + 3));
        const size = 0.06 + 0.5 * chance ** 3;
        const far = Math.sqrt(dx * dx + dy * dy + dz * dz);
        most = Math.max(most, 1 - ramp(size * 0.75, size * 1.25, far));
      }
    }
  }
  return most;
}
