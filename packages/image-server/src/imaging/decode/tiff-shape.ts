import { FormatProblem, readTiffPicture, type TiffPicture, unsupported } from "@understudy/source-check/decoder";
import { UNPACKED_COMPRESSIONS } from "./tiff-unpack.ts";

const EXTRA_SAMPLES = 338;
const NEW_SUBFILE_TYPE = 254;
const DNG_VERSION = 50_706;
/** TIFF 6.0, "ExtraSamples": alpha with the colours multiplied by it, and without. */
const ASSOCIATED_ALPHA = 1;
const UNASSOCIATED_ALPHA = 2;
/** A reduced version of another picture in the file. */
const REDUCED = 1;

const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const PALETTE = 3;
const CMYK = 5;
const YCBCR = 6;

/** Samples of a pixel before the extra ones, by photometric interpretation. */
const COLORS: Readonly<Record<number, number>> = {
  [WHITE_IS_ZERO]: 1,
  [BLACK_IS_ZERO]: 1,
  [RGB]: 3,
  [PALETTE]: 1,
  [CMYK]: 4,
  [YCBCR]: 3,
};

const JPEG = 7;
const FAX_4 = 4;
const NO_PREDICTOR = 1;
const HORIZONTAL = 2;

/** What the samples of a TIFF's first picture are. */
export interface TiffShape extends TiffPicture {
  /** Samples of a pixel before the extra ones. */
  readonly colors: number;
  /** Which sample is the alpha; undefined = none is. Extra samples of other kinds are ignored (manual, "Image data"). */
  readonly alpha: number | undefined;
  /** Whether the colours are multiplied by it. */
  readonly multiplied: boolean;
}

/** One kind of TIFF whose pixels were compared with what they are to be. */
interface VerifiedKind {
  readonly photometric: readonly number[];
  readonly bits: readonly number[];
  readonly compression: readonly number[];
  /** `chunky`: all samples of a pixel together; `any`: also in planes. */
  readonly planar: "chunky" | "any";
  /** Whether there may be samples beyond the colours. */
  readonly extra: boolean;
}

/** What our own decoder was verified for, by `tiff-decoder.test.ts`. Samples are unsigned whole numbers in all of them. */
const OWN: readonly VerifiedKind[] = [
  {
    photometric: [WHITE_IS_ZERO, BLACK_IS_ZERO, RGB],
    bits: [1, 2, 4, 8, 16],
    compression: UNPACKED_COMPRESSIONS,
    planar: "any",
    extra: true,
  },
  { photometric: [PALETTE], bits: [1, 2, 4, 8], compression: UNPACKED_COMPRESSIONS, planar: "any", extra: true },
];

/** What libvips was verified for, beyond those. */
const LIBVIPS: readonly VerifiedKind[] = [
  { photometric: [WHITE_IS_ZERO, BLACK_IS_ZERO], bits: [1], compression: [FAX_4], planar: "chunky", extra: false },
  { photometric: [BLACK_IS_ZERO, RGB, YCBCR], bits: [8], compression: [JPEG], planar: "chunky", extra: false },
  { photometric: [CMYK], bits: [8], compression: [...UNPACKED_COMPRESSIONS, JPEG], planar: "chunky", extra: false },
];

/** What libvips decodes as ours does, and faster, because it scales at the same time. */
const LIBVIPS_FASTER: readonly VerifiedKind[] = [
  { photometric: [BLACK_IS_ZERO, RGB], bits: [8], compression: UNPACKED_COMPRESSIONS, planar: "chunky", extra: false },
];

/** Reads what a sound TIFF holds. @throws {FormatProblem} */
export function tiffShape(bytes: Uint8Array): TiffShape {
  const picture = readTiffPicture(bytes);
  const { layout, directory } = picture;
  const colors = COLORS[layout.photometric] ?? layout.bits.length;
  const extra = directory.numbers(EXTRA_SAMPLES, 16) ?? [];
  const at = extra.findIndex((kind) => kind === ASSOCIATED_ALPHA || kind === UNASSOCIATED_ALPHA);
  const alpha = at === -1 || colors + at >= layout.bits.length ? undefined : colors + at;
  return { ...picture, colors, alpha, multiplied: alpha !== undefined && extra[at] === ASSOCIATED_ALPHA };
}

/** Why a TIFF is not decoded by our own decoder; undefined = it is. */
export function ownRefusal(shape: TiffShape): string | undefined {
  return commonRefusal(shape) ?? (OWN.some((kind) => isOf(shape, kind)) ? undefined : describe(shape));
}

/** @throws {FormatProblem} unsupported for a TIFF that our own decoder does not decode */
export function checkOwnTiff(bytes: Uint8Array): void {
  const refusal = ownRefusal(tiffShape(bytes));
  if (refusal !== undefined) throw unsupported(refusal);
}

/** @throws {FormatProblem} unsupported for a TIFF that neither our own decoder nor libvips decodes */
export function checkAnyTiff(bytes: Uint8Array): void {
  const shape = tiffShape(bytes);
  const refusal = ownRefusal(shape);
  if (refusal !== undefined && !isVerifiedForLibvips(shape)) throw unsupported(refusal);
}

/** Whether libvips is to decode a TIFF, because only it can or because it is faster; of a broken one it is not. */
export function isForLibvips(bytes: Uint8Array): boolean {
  try {
    return isVerifiedForLibvips(tiffShape(bytes));
  } catch (problem) {
    if (problem instanceof FormatProblem) return false;
    throw problem;
  }
}

function isVerifiedForLibvips(shape: TiffShape): boolean {
  if (commonRefusal(shape) !== undefined) return false;
  return [...LIBVIPS, ...LIBVIPS_FASTER].some((kind) => isOf(shape, kind));
}

function commonRefusal({ layout, directory }: TiffShape): string | undefined {
  if (directory.has(DNG_VERSION)) return "it is a camera file (DNG)";
  const subfile = directory.numbers(NEW_SUBFILE_TYPE, 1)?.[0] ?? 0;
  if ((subfile & REDUCED) !== 0) return "its first picture is a reduced version of another";
  if (layout.sampleFormat !== 1) return `its sample format is ${layout.sampleFormat}`;
  const [depth] = layout.bits;
  if (layout.bits.some((bits) => bits !== depth)) return `its samples have ${layout.bits.slice(0, 8)} bits`;
  const predicts = layout.predictor === HORIZONTAL && (depth === 8 || depth === 16);
  return layout.predictor === NO_PREDICTOR || predicts ? undefined : `its predictor is ${layout.predictor}`;
}

function isOf({ layout, colors }: TiffShape, kind: VerifiedKind): boolean {
  return (
    kind.photometric.includes(layout.photometric) &&
    kind.bits.includes(layout.bits[0]!) &&
    kind.compression.includes(layout.compression) &&
    (kind.planar === "any" || !layout.separatePlanes) &&
    (kind.extra || layout.bits.length === colors)
  );
}

function describe({ layout: { photometric, bits, compression, separatePlanes } }: TiffShape): string {
  const planes = separatePlanes ? " in separate planes" : "";
  return `its photometric interpretation is ${photometric}, with ${bits.length} samples of ${bits[0]} bits${planes}, its compression ${compression}`;
}
