import { ascii, concatBytes, uint16, uint32 } from "./bytes.ts";

/** An RGB colour space, told by its primaries in XYZ adapted to D50, and one gamma for all channels. */
export interface RgbSpace {
  readonly name: string;
  /** Rows are red, green and blue; columns X, Y and Z. */
  readonly primaries: readonly (readonly [x: number, y: number, z: number])[];
  readonly gamma: number;
}

/** The primaries of Display P3 with a gamma of 2.2. */
export const WIDE_RGB: RgbSpace = {
  name: "Sample Wide RGB",
  primaries: [
    [0.51512, 0.2412, -0.00105],
    [0.29198, 0.69225, 0.04189],
    [0.1571, 0.06657, 0.78407],
  ],
  gamma: 2.2,
};

/** The primaries of sRGB with a gamma of 2.2. */
export const WEB_RGB: RgbSpace = {
  name: "Sample Web RGB",
  primaries: [
    [0.43607, 0.22249, 0.01392],
    [0.38515, 0.71687, 0.09708],
    [0.14307, 0.06061, 0.7141],
  ],
  gamma: 2.2,
};

/** The same as {@link WEB_RGB}, darker: what paper does to a screen's picture. */
export const PRINT_ROOM_RGB: RgbSpace = { ...WEB_RGB, name: "Sample Print Room RGB", gamma: 1.8 };

/** A display profile of version 2.1 with a matrix and curves (ICC.1:2001-04, §6.3.1.2). */
export function iccProfile(space: RgbSpace): Uint8Array {
  const curve = padded(concatBytes([ascii("curv"), uint32(0), uint32(1), uint16(Math.round(space.gamma * 256))]));
  const [red, green, blue] = space.primaries;
  const tags: [name: string, data: Uint8Array][] = [
    ["desc", description(space.name)],
    ["cprt", padded(concatBytes([ascii("text"), uint32(0), ascii("No rights reserved\0")]))],
    ["wtpt", xyz([0.9642, 1, 0.82491])],
    ["rXYZ", xyz(red!)],
    ["gXYZ", xyz(green!)],
    ["bXYZ", xyz(blue!)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  let at = 128 + 4 + tags.length * 12;
  const table = tags.map(([name, data]) => {
    const row = concatBytes([ascii(name), uint32(at), uint32(data.length)]);
    at += data.length;
    return row;
  });
  const header = concatBytes([
    uint32(at),
    uint32(0),
    uint32(0x02100000),
    ascii("mntrRGB XYZ "),
    ...[2026, 1, 1, 0, 0, 0].map(uint16),
    ascii("acsp"),
    new Uint8Array(28),
    fixed([0.9642, 1, 0.82491]),
    new Uint8Array(48),
  ]);
  return concatBytes([header, uint32(tags.length), ...table, ...tags.map(([, data]) => data)]);
}

function description(name: string): Uint8Array {
  const text = ascii(`${name}\0`);
  return padded(concatBytes([ascii("desc"), uint32(0), uint32(text.length), text, new Uint8Array(4 + 4 + 2 + 1 + 67)]));
}

function xyz(values: readonly [number, number, number]): Uint8Array {
  return concatBytes([ascii("XYZ "), uint32(0), fixed(values)]);
}

function fixed(values: readonly number[]): Uint8Array {
  return concatBytes(values.map((value) => uint32(Math.round(value * 65_536))));
}

function padded(bytes: Uint8Array): Uint8Array {
  return concatBytes([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);
}
