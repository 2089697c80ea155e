import type { ImageHeader } from "../bytes/image-header.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { checkTiffStructure, type TiffStructure } from "./tiff-structure.ts";

/** None, LZW, Deflate, PackBits, Deflate by its older number. */
const COMPRESSIONS = new Set([1, 5, 8, 32_773, 32_946]);
/** White is zero, black is zero, RGB, palette. */
const PHOTOMETRICS = new Set([0, 1, 2, 3]);
const PALETTE = 3;
const HORIZONTAL_PREDICTOR = 2;

/**
 * What a TIFF says of its first picture, after its structure and its data were checked. Ordinary are grey, palette and
 * RGB pictures of 1, 2, 4, 8 or 16 bits without compression or in LZW, Deflate or PackBits.
 *
 * @throws {FormatProblem}
 */
export function inspectTiff(bytes: Uint8Array, options: InspectOptions): ImageHeader {
  const structure = checkTiffStructure(bytes, options);
  const { width, height, profile } = structure;
  const unusual = unusualOf(structure);
  return {
    format: "tiff",
    width,
    height,
    animated: false,
    ...(unusual === undefined ? {} : { unusual }),
    ...(profile === undefined ? {} : { profile }),
  };
}

function unusualOf(structure: TiffStructure): string | undefined {
  const { compression, photometric, bits, sampleFormat, predictor } = structure;
  const [depth = 1] = bits;
  if (!COMPRESSIONS.has(compression)) return `its compression is ${compression}`;
  if (!PHOTOMETRICS.has(photometric)) return `its photometric interpretation is ${photometric}`;
  if (sampleFormat !== 1) return `its sample format is ${sampleFormat}`;
  if (bits.some((count) => count !== depth)) return `its samples have ${bits.slice(0, 8)} bits`;
  const depths = photometric === PALETTE ? [1, 2, 4, 8] : [1, 2, 4, 8, 16];
  if (!depths.includes(depth)) return `its samples have ${depth} bits`;
  if (predictor > HORIZONTAL_PREDICTOR || (predictor === HORIZONTAL_PREDICTOR && depth < 8)) {
    return `its predictor is ${predictor} for ${depth} bits`;
  }
  return undefined;
}
