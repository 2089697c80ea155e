import { type Color, hex, mixColor, type Scene } from "../painter/scene.ts";
import { ball, box, cylinder, ramp, ring, rod } from "../painter/shapes.ts";
import { BACKDROPS } from "./backdrops.ts";

/** A desk clock at ten past ten: a metal drum on two feet. */
export function clock(frame: Color, face: Color, backdrop: Scene["backdrop"], seed: number): Scene {
  return {
    seed,
    backdrop,
    bounds: { center: [0, 0.72, 0], radius: 0.98 },
    camera: { from: [1.15, 1.25, 4.4], to: [0, 0.7, 0], zoom: 0.44 },
    distance: (x, y, z) => Math.min(drum(x, y, z), dial(x, y, z), hands(x, y, z)),
    material: (x, y, z) => {
      if (hands(x, y, z) < 0.002) return { color: z > 0.2325 ? hex("#b5452c") : hex("#23211f"), roughness: 0.35 };
      if (dial(x, y, z) < 0.002) return { color: mixColor(face, hex("#2b2724"), marks(x, y - 0.74)), roughness: 0.55 };
      return { color: frame, roughness: 0.2, metal: 1 };
    },
  };
}

function drum(x: number, y: number, z: number): number {
  const shell = Math.max(cylinder(x, z, y - 0.74, 0.66, 0.25, 0.05), -cylinder(x, z - 0.3, y - 0.74, 0.59, 0.14, 0.02));
  const bezel = ring(x, z - 0.245, y - 0.74, 0.625, 0.038);
  const ax = Math.abs(x);
  const feet = rod(ax, y, z, [0.3, 0.2, 0], [0.42, 0.03, 0.0], 0.045, 0.03);
  const knob = ball(x, y - 1.46, z, 0.06);
  const post = box(x, y - 1.41, z, 0.02, 0.05, 0.02, 0.01);
  return Math.min(shell, bezel, feet, knob, post);
}

function dial(x: number, y: number, z: number): number {
  return cylinder(x, z - 0.175, y - 0.74, 0.6, 0.02, 0.005);
}

function hands(x: number, y: number, z: number): number {
  const cy = y - 0.74;
  const hour = rod(x, cy, z - 0.212, [0, 0, 0], [-0.245, 0.14, 0], 0.019, 0.014);
  const minute = rod(x, cy, z - 0.212, [0, 0, 0], [0.38, 0.22, 0], 0.014, 0.01);
  const second = rod(x, cy, z - 0.235, [-0.03, 0.11, 0], [0.12, -0.44, 0], 0.006);
  return Math.min(hour, minute, second, ball(x, cy, z - 0.235, 0.026));
}

function marks(x: number, y: number): number {
  const out = Math.sqrt(x * x + y * y);
  const turn = (Math.atan2(y, x) / (2 * Math.PI)) * 60;
  const aside = Math.abs(turn - Math.round(turn)) * ((2 * Math.PI) / 60) * out;
  const isHour = Math.round(turn) % 5 === 0;
  const [half, inner] = isHour ? [0.011, 0.44] : [0.0035, 0.5];
  const edge = 0.003;
  return (
    (1 - ramp(half - edge, half + edge, aside)) *
    ramp(inner - edge, inner + edge, out) *
    (1 - ramp(0.535 - edge, 0.535 + edge, out))
  );
}

export const clocks = {
  brass: () => clock(hex("#d3a04c"), hex("#f1eadc"), BACKDROPS.slate, 71),
};
