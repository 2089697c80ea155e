import { hash3 } from "../random.ts";
import { march } from "./march.ts";
import type { Color, Scene } from "./scene.ts";
import { shadeBackdrop, shadeBody } from "./shade.ts";
import { cross, normalize } from "./studio-light.ts";

/** Pixels as they come out of the painter: RGBA, 8 bits each, not premultiplied. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** Neighbours that differ by more than this in any channel (of 255) are painted again with nine samples. */
const EDGE = 9;
const GRAIN = 1.6;
const GROUND = 4;

/** Photographs a scene. One sample a pixel, nine where there is an edge; film-like tones and a little grain. */
export function photograph(scene: Scene, width: number, height: number): Picture {
  const sample = camera(scene, width, height);
  const light = new Float32Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) light.set(sample(x + 0.5, y + 0.5), (y * width + x) * 4);
  }
  const edges = findEdges(light, width, height);
  for (let at = 0; at < edges.length; at++) {
    if (!edges[at]) continue;
    const sum = [0, 0, 0, 0];
    for (let s = 0; s < 9; s++) {
      const spot = sample((at % width) + ((s % 3) + 0.5) / 3, Math.floor(at / width) + (Math.floor(s / 3) + 0.5) / 3);
      for (let i = 0; i < 3; i++) sum[i]! += (spot[i]! * spot[3]) / 9;
      sum[3]! += spot[3] / 9;
    }
    // Colours were summed by their share of the pixel, so that a cut-out's edge does not take on the colour of nothing.
    const alpha = sum[3]! || 1;
    light.set([sum[0]! / alpha, sum[1]! / alpha, sum[2]! / alpha, sum[3]!], at * 4);
  }
  return develop(light, width, height, scene);
}

type Sample = readonly [number, number, number, number];

function camera(scene: Scene, width: number, height: number): (px: number, py: number) => Sample {
  const { from, to, zoom } = scene.camera;
  const ahead = normalize([to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
  const right = normalize(cross(ahead, [0, 1, 0]));
  const up = cross(right, ahead);
  const ray = (px: number, py: number): Color => {
    const u = ((px - width / 2) / height) * zoom;
    const v = ((height / 2 - py) / height) * zoom;
    return normalize([0, 1, 2].map((i) => ahead[i]! + right[i]! * u + up[i]! * v) as unknown as Color);
  };
  const ground = interpolated(Math.ceil(width / GROUND) + 2, (px, py) => {
    const { color, shadow } = shadeBackdrop(scene, from, ray(px, py));
    if (scene.cutOut) return [0.02, 0.02, 0.025, Math.min(1, Math.max(0, shadow - 0.02) * 0.8)];
    return [tone(color[0]), tone(color[1]), tone(color[2]), 1];
  });
  return (px, py) => {
    const d = ray(px, py);
    const t = march(scene, from[0], from[1], from[2], d[0], d[1], d[2], 140);
    const floorAt = d[1] < 0 ? -from[1] / d[1] : Number.POSITIVE_INFINITY;
    if (t < floorAt) {
      const lit = shadeBody(scene, from[0] + d[0] * t, from[1] + d[1] * t, from[2] + d[2] * t, d, 0);
      return [tone(lit[0]), tone(lit[1]), tone(lit[2]), 1];
    }
    return ground(px, py);
  };
}

/** The backdrop changes slowly: it is asked for every {@link GROUND} pixels and is a blend between. */
function interpolated(columns: number, exact: (px: number, py: number) => Sample): (px: number, py: number) => Sample {
  const known = new Map<number, Sample>();
  const node = (column: number, row: number): Sample => {
    const key = row * columns + column;
    let value = known.get(key);
    if (!value) {
      value = exact(column * GROUND, row * GROUND);
      known.set(key, value);
    }
    return value;
  };
  return (px, py) => {
    const column = Math.floor(px / GROUND);
    const row = Math.floor(py / GROUND);
    const fx = px / GROUND - column;
    const fy = py / GROUND - row;
    const [a, b] = [node(column, row), node(column + 1, row)];
    const [c, d] = [node(column, row + 1), node(column + 1, row + 1)];
    const at = (i: number) => (a[i]! * (1 - fx) + b[i]! * fx) * (1 - fy) + (c[i]! * (1 - fx) + d[i]! * fx) * fy;
    return [at(0), at(1), at(2), at(3)];
  };
}

/** Linear light to display values, with a film's shoulder: whites never clip hard. */
function tone(light: number): number {
  const x = Math.max(0, light) * 0.92;
  const film = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14);
  const mixed = 0.45 * film + 0.55 * (1 - Math.exp(-1.45 * x)) * 1.04;
  const value = Math.min(1, mixed);
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function findEdges(light: Float32Array, width: number, height: number): Uint8Array {
  const edges = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (x + 1 < width && differs(light, at, at + 1)) edges[at] = edges[at + 1] = 1;
      if (y + 1 < height && differs(light, at, at + width)) edges[at] = edges[at + width] = 1;
    }
  }
  return edges;
}

function differs(light: Float32Array, a: number, b: number): boolean {
  for (let i = 0; i < 4; i++) if (Math.abs(light[a * 4 + i]! - light[b * 4 + i]!) * 255 > EDGE) return true;
  return false;
}

function develop(light: Float32Array, width: number, height: number, scene: Scene): Picture {
  const rgba = new Uint8ClampedArray(light.length);
  for (let at = 0; at < width * height; at++) {
    const alpha = light[at * 4 + 3]!;
    const grain = scene.cutOut
      ? 0
      : (hash3(at % width, Math.floor(at / width), 7, scene.seed) +
          hash3(at % width, Math.floor(at / width), 8, scene.seed) -
          1) *
        GRAIN;
    for (let i = 0; i < 3; i++) rgba[at * 4 + i] = light[at * 4 + i]! * 255 + grain;
    rgba[at * 4 + 3] = alpha * 255;
  }
  return { width, height, rgba };
}
