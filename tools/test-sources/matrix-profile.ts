import { concatBytes } from "@understudy/source-check/decoder";

/** X, Y and Z. */
export type Xyz = readonly [x: number, y: number, z: number];

/** What an ICC profile of an RGB space with a matrix and curves says (ICC.1:2001-04, §6.3.1.2). */
export interface MatrixProfile {
  /** The profile's name, in ASCII. */
  readonly description: string;
  /** @default "No copyright" */
  readonly copyright?: string;
  /** As in the header: two digits before the point, one behind it, in four bytes. @default 0x02100000, version 2.1 */
  readonly version?: number;
  /** Of the first of January on which it says that it was made. @default 2024 */
  readonly year?: number;
  /** Red, green and blue as XYZ adapted to D50. */
  readonly primaries: readonly [red: Xyz, green: Xyz, blue: Xyz];
  /** Exponent of the curve of all three. */
  readonly gamma: number;
}

/** ICC.1:2022, clause 6.3.1: the D50 of the profile connection space. */
export const D50: Xyz = [0.9642, 1, 0.8249];

const HEADER_BYTES = 128;
const TABLE_ROW_BYTES = 12;

/** The bytes of the profile; the same for the same content. */
export function writeMatrixProfile(profile: MatrixProfile): Uint8Array {
  const { description, copyright = "No copyright", primaries, gamma } = profile;
  const curve = tag("curv", concatBytes(uint32(1), uint16(Math.round(gamma * 256))));
  const tags: readonly (readonly [name: string, data: Uint8Array])[] = [
    ["desc", descriptionTag(description)],
    ["cprt", tag("text", ascii(`${copyright}\0`))],
    ["wtpt", tag("XYZ ", fixed(D50))],
    ["rXYZ", tag("XYZ ", fixed(primaries[0]))],
    ["gXYZ", tag("XYZ ", fixed(primaries[1]))],
    ["bXYZ", tag("XYZ ", fixed(primaries[2]))],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  let at = HEADER_BYTES + 4 + tags.length * TABLE_ROW_BYTES;
  const table = tags.map(([name, data]) => {
    const row = concatBytes(ascii(name), uint32(at), uint32(data.length));
    at += data.length;
    return row;
  });
  return concatBytes(header(at, profile), uint32(tags.length), ...table, ...tags.map(([, data]) => data));
}

function header(size: number, { version = 0x02100000, year = 2024 }: MatrixProfile): Uint8Array {
  return concatBytes(
    uint32(size),
    uint32(0),
    uint32(version),
    ascii("mntrRGB XYZ "),
    ...[year, 1, 1, 0, 0, 0].map(uint16),
    ascii("acsp"),
    new Uint8Array(28),
    fixed(D50),
    new Uint8Array(48),
  );
}

/** One tag: its type, four reserved bytes, its data; padded to four. */
function tag(type: string, data: Uint8Array): Uint8Array {
  return concatBytes(ascii(type), uint32(0), data, new Uint8Array((4 - (data.length % 4)) % 4));
}

function descriptionTag(text: string): Uint8Array {
  const bytes = ascii(`${text}\0`);
  // Unicode and script code parts, both empty.
  return tag("desc", concatBytes(uint32(bytes.length), bytes, new Uint8Array(4 + 4 + 2 + 1 + 67)));
}

function fixed(values: readonly number[]): Uint8Array {
  return concatBytes(...values.map((value) => uint32(Math.round(value * 65_536))));
}

/** Four bytes, the highest first. */
function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Two bytes, the highest first. */
function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
