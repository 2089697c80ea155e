import { type Color, type Material, mixColor } from "../painter/scene.ts";
import { valueNoise } from "../random.ts";

/** Oiled timber whose grain runs along an axis, between two colours. */
export function wood(
  light: Color,
  dark: Color,
  seed: number,
  along: "x" | "y" | "z",
): (x: number, y: number, z: number) => Material {
  return (x, y, z) => {
    const [a, b, c] = along === "x" ? [y, x, z] : along === "y" ? [x, y, z] : [x, z, y];
    const drift = valueNoise(a * 3, b * 0.7, c * 3, seed) * 3;
    const rings = 0.5 + 0.5 * Math.sin((a * 1.2 + c + 0.2 * drift) * 58 + drift * 4);
    const fibre = valueNoise(a * 130, b * 4, c * 130, seed + 1);
    return { color: mixColor(light, dark, 0.5 * rings * rings + 0.4 * fibre * fibre), roughness: 0.48 };
  };
}
