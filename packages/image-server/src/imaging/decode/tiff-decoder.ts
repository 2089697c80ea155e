import { unsupported } from "@understudy/source-check/decoder";
import { fromArrayBuffer } from "geotiff";
import { createRaster, type Raster } from "../raster/raster.ts";

const WHITE_IS_ZERO = 0;
const RGB = 2;
const PALETTE = 3;
/** TIFF 6.0, "ExtraSamples": alpha with the colours multiplied by it, and without. */
const ASSOCIATED_ALPHA = 1;
const UNASSOCIATED_ALPHA = 2;

/** Samples as they are in the file, all those of a pixel together. */
interface Samples {
  readonly values: ArrayLike<number>;
  readonly perPixel: number;
  readonly bits: number;
  /** Colours before the extra samples. */
  readonly colors: number;
  readonly alpha: "none" | "plain" | "multiplied";
}

/**
 * Decodes the first picture of a TIFF that `inspectTiff` accepts.
 *
 * @throws {FormatProblem} unsupported for whatever geotiff stumbles over: its data was found to be whole before, so it is
 *   something that the library does not know (X02)
 */
export async function decodeTiff(bytes: Uint8Array): Promise<Raster> {
  try {
    return await decode(bytes);
  } catch (cause) {
    // No memory is no property of the file.
    if (cause instanceof RangeError && /alloc|array buffer|memory|length: \d{9}/i.test(cause.message)) throw cause;
    throw unsupported(`it is a TIFF that cannot be decoded: ${cause instanceof Error ? cause.message : cause}`);
  }
}

async function decode(bytes: Uint8Array): Promise<Raster> {
  const file = await fromArrayBuffer(bytes.slice().buffer);
  const image = await file.getImage(0);
  const directory = image.fileDirectory;
  const photometric = directory.getValue("PhotometricInterpretation");
  const colors = photometric === RGB ? 3 : 1;
  const samples: Samples = {
    values: await image.readRasters({ interleave: true }),
    perPixel: image.getSamplesPerPixel(),
    bits: image.getBitsPerSample(),
    colors,
    alpha: alphaOf((await directory.loadValue("ExtraSamples")) ?? []),
  };
  const palette = photometric === PALETTE ? await directory.loadValue("ColorMap") : undefined;
  const raster = createRaster(image.getWidth(), image.getHeight());
  if (samples.values.length !== raster.width * raster.height * samples.perPixel) {
    throw new Error(`${samples.values.length} samples came out`);
  }
  if (palette !== undefined) fillFromPalette(raster.data, samples, palette);
  else fillFromSamples(raster.data, samples, photometric === WHITE_IS_ZERO);
  return raster;
}

function alphaOf(extraSamples: ArrayLike<number>): Samples["alpha"] {
  if (extraSamples[0] === ASSOCIATED_ALPHA) return "multiplied";
  return extraSamples[0] === UNASSOCIATED_ALPHA ? "plain" : "none";
}

function fillFromSamples(data: Uint8ClampedArray, samples: Samples, inverted: boolean): void {
  const { values, perPixel, bits, colors, alpha } = samples;
  const scale = 255 / (2 ** bits - 1);
  // Of 16 bits the upper eight are what other programs show too.
  const eightBits = (value: number) => (bits === 16 ? value >> 8 : Math.round(value * scale));
  for (let from = 0, to = 0; to < data.length; from += perPixel, to += 4) {
    const opacity = alpha === "none" ? 255 : eightBits(values[from + colors]!);
    for (let channel = 0; channel < 3; channel++) {
      const sample = eightBits(values[from + (colors === 3 ? channel : 0)]!);
      const color = inverted ? 255 - sample : sample;
      data[to + channel] = alpha === "multiplied" && opacity > 0 ? (color * 255) / opacity : color;
    }
    data[to + 3] = opacity;
  }
}

/** The palette holds 16 bits of all reds, then of all greens, then of all blues. */
function fillFromPalette(data: Uint8ClampedArray, { values, perPixel }: Samples, palette: ArrayLike<number>): void {
  const entries = palette.length / 3;
  for (let from = 0, to = 0; to < data.length; from += perPixel, to += 4) {
    for (let channel = 0; channel < 3; channel++) data[to + channel] = palette[channel * entries + values[from]!]! >> 8;
    data[to + 3] = 255;
  }
}
