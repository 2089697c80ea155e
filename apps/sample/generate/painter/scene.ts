/** Linear red, green and blue; 1 is paper white. */
export type Color = readonly [red: number, green: number, blue: number];

/** What a spot of a surface is made of. */
export interface Material {
  readonly color: Color;
  /** 0 mirror, 1 chalk. */
  readonly roughness: number;
  /** 0 plastic or glaze, 1 metal. */
  readonly metal?: number;
  /** Light that the spot gives off by itself. */
  readonly glow?: Color;
  /** Height of a relief over the surface, in scene units; shades only. */
  readonly relief?: (x: number, y: number, z: number) => number;
  /** 0 to 1: soft sheen towards the edges, as of cloth. */
  readonly sheen?: number;
}

/** One photograph: a body on a studio floor (y = 0), a camera, a backdrop. */
export interface Scene {
  /** Signed distance to the body; the floor is not part of it. */
  readonly distance: (x: number, y: number, z: number) => number;
  /** The material at a point on the body. */
  readonly material: (x: number, y: number, z: number) => Material;
  /** A ball around the whole body: rays that miss it need not march. */
  readonly bounds: { readonly center: Color; readonly radius: number };
  readonly camera: {
    readonly from: Color;
    readonly to: Color /** Height of the picture over its distance. */;
    readonly zoom: number;
  };
  /** Floor and wall of the seamless backdrop. */
  readonly backdrop: { readonly floor: Color; readonly wall: Color };
  /** @default false: true leaves the backdrop out and gives alpha, shadow included. */
  readonly cutOut?: boolean;
  readonly seed?: number;
}

/** A colour as designers write it, `"#c9a27e"`, as linear light. */
export function hex(code: string): Color {
  const channel = (at: number) => {
    const value = Number.parseInt(code.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Between two colours. */
export function mixColor(a: Color, b: Color, t: number): Color {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** A colour made darker or lighter. */
export function scaleColor(color: Color, by: number): Color {
  return [color[0] * by, color[1] * by, color[2] * by];
}
