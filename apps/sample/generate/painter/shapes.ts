/**
 * Signed distances to simple bodies, in plain numbers because they are asked for some hundred million times an image.
 * Negative is inside. All bodies are centred on the origin unless they say otherwise; y is up.
 */

/** A ball. */
export function ball(x: number, y: number, z: number, radius: number): number {
  return Math.sqrt(x * x + y * y + z * z) - radius;
}

/** A box of half sizes `a`, `b`, `c` whose edges are rounded by `round`. */
export function box(x: number, y: number, z: number, a: number, b: number, c: number, round: number): number {
  const dx = Math.abs(x) - a + round;
  const dy = Math.abs(y) - b + round;
  const dz = Math.abs(z) - c + round;
  const ox = Math.max(dx, 0);
  const oy = Math.max(dy, 0);
  const oz = Math.max(dz, 0);
  return Math.sqrt(ox * ox + oy * oy + oz * oz) + Math.min(Math.max(dx, dy, dz), 0) - round;
}

/** A rectangle of half sizes `a`, `b` with rounded corners, in two dimensions. */
export function rectangle(x: number, y: number, a: number, b: number, round: number): number {
  const dx = Math.abs(x) - a + round;
  const dy = Math.abs(y) - b + round;
  const ox = Math.max(dx, 0);
  const oy = Math.max(dy, 0);
  return Math.sqrt(ox * ox + oy * oy) + Math.min(Math.max(dx, dy), 0) - round;
}

/** An upright cylinder of half height `half` with rounded edges. */
export function cylinder(x: number, y: number, z: number, radius: number, half: number, round: number): number {
  return rectangle(Math.sqrt(x * x + z * z) - radius / 2, y, radius / 2, half, Math.min(round, radius / 2));
}

/** A ring around the y axis: `radius` to the middle of a tube that is `tube` thick. */
export function ring(x: number, y: number, z: number, radius: number, tube: number): number {
  const out = Math.sqrt(x * x + z * z) - radius;
  return Math.sqrt(out * out + y * y) - tube;
}

/** An ellipsoid of half axes `a`, `b`, `c`; near enough to a distance for marching. */
export function ellipsoid(x: number, y: number, z: number, a: number, b: number, c: number): number {
  const k0 = Math.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2);
  const k1 = Math.sqrt((x / (a * a)) ** 2 + (y / (b * b)) ** 2 + (z / (c * c)) ** 2);
  return k1 === 0 ? -Math.min(a, b, c) : (k0 * (k0 - 1)) / k1;
}

/** A point in space. */
export type Point = readonly [x: number, y: number, z: number];

/** A rod from one point to another, its radius going from `r1` to `r2`. */
export function rod(x: number, y: number, z: number, from: Point, to: Point, r1: number, r2 = r1): number {
  const bx = to[0] - from[0];
  const by = to[1] - from[1];
  const bz = to[2] - from[2];
  const px = x - from[0];
  const py = y - from[1];
  const pz = z - from[2];
  const t = Math.min(1, Math.max(0, (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz)));
  const dx = px - bx * t;
  const dy = py - by * t;
  const dz = pz - bz * t;
  return Math.sqrt(dx * dx + dy * dy + dz * dz) - (r1 + (r2 - r1) * t);
}

/** The union of two bodies whose seam is filled over a width of `k`. */
export function blend(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

/** Body `a` without body `b`, the edge rounded over a width of `k`. */
export function carve(a: number, b: number, k: number): number {
  return -blend(-a, b, k);
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function ramp(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
