import { type TiffPiece, unsupported } from "@understudy/source-check/decoder";
import { createRaster, type Raster } from "../raster/raster.ts";
import { ownRefusal, type TiffShape, tiffShape } from "./tiff-shape.ts";
import { unpackPiece } from "./tiff-unpack.ts";

const WHITE_IS_ZERO = 0;
const PALETTE = 3;
const COLOR_MAP = 320;
const HORIZONTAL = 2;

/**
 * Decodes the first picture of a sound TIFF: grey, palette and RGB of 1 to 16 bits, in strips or tiles, chunky or in
 * planes, uncompressed, LZW, Deflate or PackBits, with or without alpha. Extra samples that are no alpha are ignored.
 *
 * @throws {FormatProblem} unsupported for every other kind
 */
export async function decodeTiff(bytes: Uint8Array): Promise<Raster> {
  const shape = tiffShape(bytes);
  const refusal = ownRefusal(shape);
  if (refusal !== undefined) throw unsupported(refusal);
  const { layout } = shape;
  const raster = createRaster(layout.width, layout.height);
  const little = bytes[0] === 0x49;
  const across = Math.ceil(layout.width / layout.pieces[0]!.width);
  const piecesOfPlane = layout.separatePlanes ? layout.pieces.length / layout.bits.length : layout.pieces.length;
  const pieceRows = layout.pieces[0]!.rows;
  for (const [index, piece] of layout.pieces.entries()) {
    const plane = Math.floor(index / piecesOfPlane);
    const targets = layout.separatePlanes ? [targetOf(plane, shape)] : layout.bits.map((_, at) => targetOf(at, shape));
    if (targets.every((target) => target === undefined)) continue;
    const packed = bytes.subarray(piece.offset, piece.offset + piece.length);
    const samples = await unpackPiece(layout.lowBitFirst ? reversed(packed) : packed, layout.compression, piece.size);
    if (layout.predictor === HORIZONTAL) undoDifferences(samples, piece, targets.length, layout.bits[0]!, little);
    const place = index % piecesOfPlane;
    const [left, top] = [(place % across) * piece.width, Math.floor(place / across) * pieceRows];
    depositSamples(raster, samples, piece, { left, top, targets, shape, little });
  }
  finishPixels(raster.data, shape);
  return raster;
}

/** Which byte of a pixel a sample goes to: what is one colour only waits in the first. */
function targetOf(sample: number, { colors, alpha }: TiffShape): number | undefined {
  if (sample < colors) return sample;
  return sample === alpha ? 3 : undefined;
}

/** TIFF 6.0, section 14: samples are differences to the same sample of the pixel before. */
function undoDifferences(
  samples: Uint8Array,
  { width, rows }: TiffPiece,
  perPixel: number,
  bits: number,
  little: boolean,
): void {
  const bytesPerSample = bits / 8;
  const rowBytes = width * perPixel * bytesPerSample;
  const step = perPixel * bytesPerSample;
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
  for (let row = 0; row < rows; row++) {
    const end = Math.min(samples.length, (row + 1) * rowBytes);
    for (let at = row * rowBytes + step; at < end; at += bytesPerSample) {
      if (bits === 8) samples[at] = samples[at]! + samples[at - step]!;
      else view.setUint16(at, view.getUint16(at, little) + view.getUint16(at - step, little), little);
    }
  }
}

interface Deposit {
  readonly left: number;
  readonly top: number;
  /** Of each sample of a pixel in this piece. */
  readonly targets: readonly (number | undefined)[];
  readonly shape: TiffShape;
  readonly little: boolean;
}

/** Puts the samples of a piece where they belong, with 8 bits; indexes of a palette stay what they are. */
function depositSamples(
  { width, height, data }: Raster,
  samples: Uint8Array,
  piece: TiffPiece,
  { left, top, targets, shape, little }: Deposit,
): void {
  const bits = shape.layout.bits[0]!;
  const perPixel = targets.length;
  const rowBytes = Math.ceil((piece.width * perPixel * bits) / 8);
  const columns = Math.min(piece.width, width - left);
  const rows = Math.min(piece.rows, height - top);
  for (const [sample, target] of targets.entries()) {
    if (target === undefined) continue;
    const isIndex = shape.layout.photometric === PALETTE && target === 0;
    for (let row = 0; row < rows; row++) {
      const start = row * rowBytes;
      let to = ((top + row) * width + left) * 4 + target;
      if (bits >= 8) {
        const step = (perPixel * bits) / 8;
        // Of 16 bits the upper eight are what other programs show too.
        let from = start + (sample * bits) / 8 + (bits === 16 && little ? 1 : 0);
        for (let column = 0; column < columns; column++, from += step, to += 4) data[to] = samples[from]!;
      } else {
        const mask = (1 << bits) - 1;
        const scale = isIndex ? 1 : 255 / mask;
        let bit = sample * bits;
        for (let column = 0; column < columns; column++, bit += perPixel * bits, to += 4) {
          data[to] = ((samples[start + (bit >> 3)]! >> (8 - bits - (bit & 7))) & mask) * scale;
        }
      }
    }
  }
}

/** Makes RGBA of what the samples mean. */
function finishPixels(data: Uint8ClampedArray, { layout, directory, colors, alpha, multiplied }: TiffShape): void {
  const { photometric, bits } = layout;
  const palette = photometric === PALETTE ? paletteOf(directory.numbers(COLOR_MAP)!, bits[0]!) : undefined;
  for (let at = 0; at < data.length; at += 4) {
    if (alpha === undefined) data[at + 3] = 255;
    if (palette !== undefined) {
      const entry = data[at]! * 3;
      data[at] = palette[entry]!;
      data[at + 1] = palette[entry + 1]!;
      data[at + 2] = palette[entry + 2]!;
    } else if (colors === 1) {
      const gray = photometric === WHITE_IS_ZERO ? 255 - data[at]! : data[at]!;
      data[at] = gray;
      data[at + 1] = gray;
      data[at + 2] = gray;
    }
    if (!multiplied) continue;
    const opacity = data[at + 3]!;
    if (opacity === 0) continue;
    for (let channel = at; channel < at + 3; channel++) data[channel] = (data[channel]! * 255) / opacity;
  }
}

/** The palette holds 16 bits of all reds, then of all greens, then of all blues. */
function paletteOf(values: readonly number[], bits: number): Uint8Array {
  const entries = 2 ** bits;
  return Uint8Array.from({ length: entries * 3 }, (_, at) => values[(at % 3) * entries + Math.floor(at / 3)]! >> 8);
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let result = 0;
  for (let bit = 0; bit < 8; bit++) result |= ((byte >> bit) & 1) << (7 - bit);
  return result;
});

function reversed(data: Uint8Array): Uint8Array {
  return data.map((byte) => REVERSED[byte]!);
}
