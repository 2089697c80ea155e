import { breaks, unsupported } from "../bytes/format-problem.ts";
import { checkDeclaredSize } from "../bytes/image-header.ts";
import type { TiffDirectory } from "./tiff-directory.ts";

const corrupt = breaks('TIFF 6.0, section 8 "Baseline field reference guide"');

const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripLengths: 279,
  planar: 284,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileLengths: 325,
  sampleFormat: 339,
  subsampling: 530,
} as const;

const YCBCR = 6;
const NO_COMPRESSION = 1;
/** Samples of a pixel at least, by photometric interpretation; TIFF 6.0, sections 4 to 6 and 16 to 23. */
const LEAST_SAMPLES: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 4: 1, 5: 4, 6: 3, 8: 3, 9: 3, 10: 3 };
/** Photometric interpretations that are registered, but not in TIFF 6.0: raw camera pixels, LogL, LogLuv. */
const OTHER_PHOTOMETRICS = new Set([32803, 34892, 32844, 32845, 51177, 52527]);
/** White is zero, black is zero, transparency mask. */
const BILEVEL_PHOTOMETRICS = new Set([0, 1, 4]);
/** Bits of a sample that any writer is known to use. */
const BITS = new Set([1, 2, 4, 5, 6, 8, 10, 12, 14, 16, 24, 32, 64]);

/** How the pixels of a TIFF's first picture lie in the file. */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  readonly compression: number;
  /** TIFF 6.0, "PhotometricInterpretation": 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, … */
  readonly photometric: number;
  /** Bits of each sample of a pixel. */
  readonly bits: readonly number[];
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat: number;
  readonly separatePlanes: boolean;
  readonly tiled: boolean;
  /** Whether the places of its tiles are in the fields of strips, as the first writers of tiles had them. */
  readonly inStripFields: boolean;
  readonly predictor: number;
  /** Whether the first pixel is in the lowest bit of a byte. */
  readonly lowBitFirst: boolean;
  readonly pieces: readonly TiffPiece[];
}

/** A strip or a tile. */
export interface TiffPiece {
  readonly offset: number;
  /** Compressed. */
  readonly length: number;
  readonly width: number;
  readonly rows: number;
  /** Bytes that come out of it. */
  readonly size: number;
}

/**
 * Reads where the pixels are, and checks that it can be true.
 *
 * @param maxPixels an image that claims more is unsupported
 * @throws {FormatProblem}
 */
export function readLayout(directory: TiffDirectory, fileBytes: number, maxPixels: number): TiffLayout {
  const width = required(directory, TAG.width);
  const height = required(directory, TAG.height);
  checkDeclaredSize(width, height, maxPixels, corrupt);
  const samples = checkSamples(directory.number(TAG.samples) ?? 1);
  checkHints(directory);
  const photometric = checkPhotometric(directory.number(TAG.photometric), samples);
  const bits = checkBits(directory.numbers(TAG.bits) ?? defaultBits(photometric), samples);
  if (photometric === 3) checkColorMap(directory, bits[0]!);
  const layout = {
    width,
    height,
    compression: directory.number(TAG.compression) ?? 1,
    photometric,
    bits,
    sampleFormat: checkSampleFormat(directory.numbers(TAG.sampleFormat) ?? [1], bits),
    separatePlanes: oneOf("planar configuration", directory.number(TAG.planar) ?? 1, [1, 2]) === 2 && samples > 1,
    predictor: oneOf("predictor", directory.number(TAG.predictor) ?? 1, [1, 2, 3]),
    lowBitFirst: oneOf("order of bits", directory.number(TAG.fillOrder) ?? 1, [1, 2]) === 2,
    tiled: [TAG.tileWidth, TAG.tileHeight, TAG.tileOffsets].some((tag) => directory.has(tag)),
  };
  const inStripFields = layout.tiled && !directory.has(TAG.tileOffsets) && directory.has(TAG.stripOffsets);
  return { ...layout, inStripFields, pieces: readPieces(directory, { ...layout, inStripFields }, fileBytes) };
}

/** It is a SHORT; every sample has its bits in a field of as many values, or all of them have one. */
function checkSamples(samples: number): number {
  if (samples === 0 || samples > 65_535) throw corrupt(`it has ${samples} samples a pixel`);
  return samples;
}

function required(directory: TiffDirectory, tag: number): number {
  const value = directory.number(tag);
  if (value === undefined) throw corrupt(`its field ${tag} is missing`);
  return value;
}

/** Fields that do not change where pixels are. A value that cannot be shows that the directory is damaged. */
function checkHints(directory: TiffDirectory): void {
  const orientation = directory.number(TAG.orientation) ?? 1;
  // Some programs write 0 for "unknown".
  if (orientation > 8) throw corrupt(`its orientation is ${orientation}`);
  const unit = directory.number(TAG.resolutionUnit) ?? 2;
  if (unit > 3) throw corrupt(`its unit of resolution is ${unit}`);
}

function oneOf(what: string, value: number, allowed: readonly number[]): number {
  if (!allowed.includes(value)) throw corrupt(`its ${what} is ${value}`);
  return value;
}

function checkPhotometric(photometric: number | undefined, samples: number): number {
  if (photometric === undefined) throw corrupt("its photometric interpretation is missing");
  if (OTHER_PHOTOMETRICS.has(photometric)) throw unsupported(`its photometric interpretation is ${photometric}`);
  const least = LEAST_SAMPLES[photometric];
  if (least === undefined) throw corrupt(`its photometric interpretation is ${photometric}`);
  if (samples < least) throw corrupt(`it has ${samples} samples a pixel, and its colours need ${least}`);
  return photometric;
}

/** Pictures in black and white may leave it out. */
function defaultBits(photometric: number): number[] {
  if (!BILEVEL_PHOTOMETRICS.has(photometric)) throw corrupt("its field 258 is missing");
  return [1];
}

function checkBits(values: readonly number[], samples: number): number[] {
  // A single number is often valid for all.
  const bits = Array.from({ length: samples }, (_, index) => values[index] ?? values[0]!);
  if (values.length !== 1 && values.length < samples) throw corrupt(`it has bits of ${values.length} samples`);
  if (bits.some((count) => !BITS.has(count))) throw corrupt(`its samples have ${bits.slice(0, 8)} bits`);
  return bits;
}

function checkSampleFormat(values: readonly number[], bits: readonly number[]): number {
  const format = oneOf("sample format", values[0]!, [1, 2, 3, 4, 5, 6]);
  if (values.some((value) => value !== format)) throw unsupported("its samples have different formats");
  // There are no floating-point numbers of 8 bits, nor complex ones.
  if ((format === 3 || format > 4) && bits[0]! < 16) throw corrupt(`its sample format is ${format} in ${bits[0]} bits`);
  return format;
}

function checkColorMap(directory: TiffDirectory, bits: number): void {
  const values = directory.numbers(TAG.colorMap);
  if (values === undefined) throw corrupt("its palette is missing");
  if (values.length < 3 * 2 ** bits) throw corrupt(`its palette has ${values.length} values for ${bits} bits`);
}

type Arrangement = Omit<TiffLayout, "pieces">;

function readPieces(directory: TiffDirectory, layout: Arrangement, fileBytes: number): TiffPiece[] {
  const { width, height, bits, separatePlanes, tiled, inStripFields } = layout;
  const pieceWidth = tiled ? required(directory, TAG.tileWidth) : width;
  const pieceRows = tiled ? required(directory, TAG.tileHeight) : (directory.number(TAG.rowsPerStrip) ?? height);
  if (pieceWidth === 0 || pieceRows === 0) throw corrupt(`its pieces claim ${pieceWidth} x ${pieceRows} pixels`);
  const across = Math.ceil(width / pieceWidth);
  const down = Math.ceil(height / pieceRows);
  const planes = separatePlanes ? bits.length : 1;
  const count = across * down * planes;
  const offsets = directory.numbers(tiled && !inStripFields ? TAG.tileOffsets : TAG.stripOffsets, count);
  if (offsets === undefined || offsets.length < count)
    throw corrupt(`it has ${offsets?.length ?? 0} of ${count} pieces`);
  const lengths = directory.numbers(tiled && !inStripFields ? TAG.tileLengths : TAG.stripLengths, count);
  if (lengths !== undefined && lengths.length < count)
    throw corrupt(`it has lengths of ${lengths.length} of ${count} pieces`);
  const subsampling =
    layout.photometric === YCBCR && !separatePlanes ? (directory.numbers(TAG.subsampling) ?? [2, 2]) : [];

  const pixelBits = bits.reduce((sum, sampleBits) => sum + sampleBits, 0);
  return Array.from({ length: count }, (_, index) => {
    const plane = Math.floor(index / (across * down));
    const row = Math.floor((index % (across * down)) / across);
    const rows = tiled ? pieceRows : Math.min(pieceRows, height - row * pieceRows);
    const size = pieceBytes(pieceWidth, rows, separatePlanes ? bits[plane]! : pixelBits, subsampling);
    const offset = offsets[index]!;
    const length = pieceLength(lengths?.[index], count, size, layout.compression, fileBytes - offset);
    if (length <= 0 || offset === 0 || offset + length > fileBytes) {
      throw corrupt(`its piece ${index} of ${count} is to be at ${offset}, ${length} bytes long`);
    }
    return { offset, length, width: pieceWidth, rows, size };
  });
}

/**
 * Some old programs leave the length of a single strip out, or write a wrong one. Without compression it follows from
 * the size, and compressed data says itself where it ends.
 */
function pieceLength(
  length: number | undefined,
  pieces: number,
  size: number,
  compression: number,
  left: number,
): number {
  if (length === undefined && pieces > 1) throw corrupt("the lengths of its pieces are missing");
  if (pieces === 1 && compression === NO_COMPRESSION) return size;
  return length ?? left;
}

/** YCbCr pixels come in groups that share their colours (TIFF 6.0, section 21), all others in rows. */
function pieceBytes(width: number, rows: number, bits: number, [across, down]: readonly number[]): number {
  if (across !== undefined && down !== undefined && across * down > 1) {
    return Math.ceil(width / across) * Math.ceil(rows / down) * (across * down + 2);
  }
  return Math.ceil((width * bits) / 8) * rows;
}
