import { unsupported } from "../bytes/format-problem.ts";
import type { ImageHeader } from "../bytes/image-header.ts";
import { checkTiffStructure, type TiffStructure } from "./tiff-structure.ts";

/** None, LZW, Deflate, PackBits, Deflate by its older number. JPEG with halved colours comes out wrong of geotiff 3.0.5. */
const COMPRESSIONS = new Set([1, 5, 8, 32_773, 32_946]);
/** White is zero, black is zero, RGB, palette. */
const PHOTOMETRICS = new Set([0, 1, 2, 3]);
const PALETTE = 3;
const HORIZONTAL_PREDICTOR = 2;

/**
 * What a TIFF says of its first picture, after its structure and its data were checked.
 *
 * The decoder implements grey, palette and RGB pictures of 1, 2, 4, 8 or 16 bits without compression or in LZW, Deflate
 * or PackBits; anything else is unsupported.
 *
 * @throws {FormatProblem}
 */
export function inspectTiff(bytes: Uint8Array, maxPixels: number): ImageHeader {
  const structure = checkTiffStructure(bytes, maxPixels);
  checkDecodable(structure);
  const { width, height, profile } = structure;
  return { format: "tiff", width, height, animated: false, ...(profile === undefined ? {} : { profile }) };
}

function checkDecodable({ compression, photometric, bits, sampleFormat, predictor, lowBitFirst }: TiffStructure): void {
  const [depth = 1] = bits;
  if (!COMPRESSIONS.has(compression)) throw unsupported(`its compression is ${compression}`);
  if (!PHOTOMETRICS.has(photometric)) throw unsupported(`its photometric interpretation is ${photometric}`);
  if (sampleFormat !== 1) throw unsupported(`its sample format is ${sampleFormat}`);
  if (bits.some((count) => count !== depth)) throw unsupported(`its samples have ${bits} bits`);
  const depths = photometric === PALETTE ? [1, 2, 4, 8] : [1, 2, 4, 8, 16];
  if (!depths.includes(depth)) throw unsupported(`its samples have ${depth} bits`);
  if (predictor > HORIZONTAL_PREDICTOR || (predictor === HORIZONTAL_PREDICTOR && depth < 8)) {
    throw unsupported(`its predictor is ${predictor} for ${depth} bits`);
  }
  // geotiff 3.0.5 does not look at the order of bits: LZW that is the other way round takes all memory there is.
  if (lowBitFirst) throw unsupported("its lowest bit comes first");
}
