import { D50, writeMatrixProfile, type Xyz } from "./matrix-profile.ts";

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
  const column = (index: number) => matrix.map((row) => row[index]!) as unknown as Xyz;
  return writeMatrixProfile({
    description: space.description,
    primaries: [column(0), column(1), column(2)],
    gamma: space.gamma ?? 2.2,
  });
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
