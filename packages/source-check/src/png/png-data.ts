import { concatBytes } from "../bytes/concat.ts";
import { breaks } from "../bytes/format-problem.ts";
import { inflate } from "../bytes/inflate.ts";

const corrupt = breaks('PNG, 10 "Compression" and 9 "Filtering"');

/** What the header of a PNG says that decides how much data there is. */
export interface PngGeometry {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly interlaced: boolean;
}

/** Deflate codes at most 258 bytes in two bits. */
const MOST_INFLATION = 1032;
/** Data beyond the last row is ignored, as decoders do; more than this is not even inflated. */
const MOST_EXTRA_BYTES = 1 << 20;
const LAST_FILTER = 4;

/** First pixel and step of each pass; PNG specification, "Interlacing and pass extraction". */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Pass {
  /** With the byte that names the filter. */
  readonly rowBytes: number;
  readonly rows: number;
}

/** Whether compressed data of a length can hold the pixels at all. */
export function canHoldPixels(geometry: PngGeometry, compressedBytes: number): boolean {
  return totalBytes(passes(geometry)) <= (compressedBytes + 1) * MOST_INFLATION;
}

/**
 * Inflates the image data and checks that every row is there and begins with a filter that exists.
 *
 * @param parts the data of the IDAT chunks
 * @throws {FormatProblem} corrupt
 */
export function checkPngData(geometry: PngGeometry, parts: readonly Uint8Array[]): void {
  const layout = passes(geometry);
  const total = totalBytes(layout);
  const data = inflatePixels(parts, total);
  if (data === undefined) return;
  if (data.length < total) throw corrupt(`${data.length} of ${total} bytes of its pixels are there`);
  let at = 0;
  for (const { rowBytes, rows } of layout) {
    for (let row = 0; row < rows; row++, at += rowBytes) {
      if (data[at]! > LAST_FILTER) throw corrupt(`row ${row} of its pixels has the filter ${data[at]}`);
    }
  }
}

function passes({ width, height, bitsPerPixel, interlaced }: PngGeometry): Pass[] {
  const steps = interlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  return steps
    .map(([left, top, across, down]) => ({
      columns: Math.ceil((width - left) / across),
      rows: Math.ceil((height - top) / down),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map(({ columns, rows }) => ({ rowBytes: 1 + Math.ceil((columns * bitsPerPixel) / 8), rows }));
}

function totalBytes(layout: readonly Pass[]): number {
  return layout.reduce((sum, { rowBytes, rows }) => sum + rowBytes * rows, 0);
}

/** Undefined for far more data than there are pixels. */
function inflatePixels(parts: readonly Uint8Array[], total: number): Uint8Array | undefined {
  const inflated = inflate(parts.length === 1 ? parts[0]! : concatBytes(...parts), total + MOST_EXTRA_BYTES);
  if (inflated.kind === "broken") throw corrupt("its pixels cannot be inflated", inflated.cause);
  return inflated.kind === "longer" ? undefined : inflated.bytes;
}
