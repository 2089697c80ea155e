import { concatBytes } from "@understudy/source-check/decoder";

/** Chromaticities of the three primaries and the white point, and the exponent of the curve. */
export interface RgbSpace {
  readonly description: string;
  readonly red: readonly [x: number, y: number];
  readonly green: readonly [x: number, y: number];
  readonly blue: readonly [x: number, y: number];
  /** @default D65 */
  readonly white?: readonly [x: number, y: number];
  /** @default 2.2 */
  readonly gamma?: number;
}

/** Display P3's primaries (SMPTE RP 431-2) with a plain curve. */
export const WIDE_GAMUT: RgbSpace = {
  description: "Wide gamut",
  red: [0.68, 0.32],
  green: [0.265, 0.69],
  blue: [0.15, 0.06],
};

/** sRGB's primaries (IEC 61966-2-1) with a steep curve: plainly other colours than sRGB's. */
export const STEEP: RgbSpace = {
  description: "Steep curve",
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
  gamma: 3.5,
};

const D65 = [0.3127, 0.329] as const;
/** ICC.1:2022, clause 6.3.1: the D50 of the profile connection space. */
const D50 = [0.9642, 1, 0.8249];
/** Bradford; ICC.1:2022, annex E.3. */
const CONE_RESPONSE = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

type Matrix = number[][];

/** A small valid ICC profile (version 2.1, matrix and curves) of an RGB colour space. */
export function createRgbProfile(space: RgbSpace): Uint8Array {
  const matrix = primariesInD50(space);
  const column = (index: number) => xyzTag(matrix.map((row) => row[index]!));
  const curve = curveTag(space.gamma ?? 2.2);
  const tags: [string, Uint8Array][] = [
    ["desc", descriptionTag(space.description)],
    ["cprt", concatBytes(ascii("text"), new Uint8Array(4), ascii("No copyright\0"))],
    ["wtpt", xyzTag(D50)],
    ["rXYZ", column(0)],
    ["gXYZ", column(1)],
    ["bXYZ", column(2)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  return assemble(tags);
}

function assemble(tags: readonly [string, Uint8Array][]): Uint8Array {
  const table = new Uint8Array(4 + tags.length * 12);
  const tableView = new DataView(table.buffer);
  tableView.setUint32(0, tags.length);
  const parts: Uint8Array[] = [];
  let at = 128 + table.length;
  for (const [index, [name, data]] of tags.entries()) {
    table.set(ascii(name), 4 + index * 12);
    tableView.setUint32(8 + index * 12, at);
    tableView.setUint32(12 + index * 12, data.length);
    const padded = concatBytes(data, new Uint8Array((4 - (data.length % 4)) % 4));
    parts.push(padded);
    at += padded.length;
  }
  return concatBytes(header(at), table, ...parts);
}

function header(size: number): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, size);
  view.setUint32(8, 0x02100000);
  bytes.set(ascii("mntrRGB XYZ "), 12);
  for (const [index, part] of [2024, 1, 1, 0, 0, 0].entries()) view.setUint16(24 + index * 2, part);
  bytes.set(ascii("acsp"), 36);
  for (const [index, part] of D50.entries()) view.setInt32(68 + index * 4, fixed(part));
  return bytes;
}

/** Columns are the primaries' XYZ, adapted to D50, so that together they make white. */
function primariesInD50({ red, green, blue, white = D65 }: RgbSpace): Matrix {
  const primaries = transpose([red, green, blue].map(toXyz));
  const whiteXyz = toXyz(white);
  const strengths = multiply(invert(primaries), asColumn(whiteXyz)).map(([value]) => value!);
  const scaled = primaries.map((row) => row.map((value, index) => value * strengths[index]!));
  const from = multiply(CONE_RESPONSE, asColumn(whiteXyz));
  const to = multiply(CONE_RESPONSE, asColumn(D50));
  const gains = [0, 1, 2].map((row) => [0, 1, 2].map((column) => (row === column ? to[row]![0]! / from[row]![0]! : 0)));
  return multiply(invert(CONE_RESPONSE), multiply(gains, multiply(CONE_RESPONSE, scaled)));
}

function toXyz([x, y]: readonly [number, number]): number[] {
  return [x / y, 1, (1 - x - y) / y];
}

function asColumn(values: readonly number[]): Matrix {
  return values.map((value) => [value]);
}

function transpose(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, index) => matrix.map((row) => row[index]!));
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    b[0]!.map((_, column) => row.reduce((sum, value, index) => sum + value * b[index]![column]!, 0)),
  );
}

function invert(matrix: Matrix): Matrix {
  const [[a, b, c], [d, e, f], [g, h, i]] = matrix as [number[], number[], number[]] as [
    [number, number, number],
    [number, number, number],
    [number, number, number],
  ];
  const cofactors = [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
  const determinant = a * cofactors[0]![0]! + b * cofactors[1]![0]! + c * cofactors[2]![0]!;
  return cofactors.map((row) => row.map((value) => value / determinant));
}

function xyzTag(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(20);
  bytes.set(ascii("XYZ "));
  for (const [index, value] of values.entries()) new DataView(bytes.buffer).setInt32(8 + index * 4, fixed(value));
  return bytes;
}

function curveTag(gamma: number): Uint8Array {
  const bytes = new Uint8Array(14);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii("curv"));
  view.setUint32(8, 1);
  view.setUint16(12, Math.round(gamma * 256));
  return bytes;
}

function descriptionTag(text: string): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length + 1);
  // Unicode and script code parts, both empty.
  return concatBytes(ascii("desc"), new Uint8Array(4), length, ascii(`${text}\0`), new Uint8Array(78));
}

function fixed(value: number): number {
  return Math.round(value * 65_536);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
