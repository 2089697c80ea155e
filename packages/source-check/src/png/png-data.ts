import { joinBytes } from "../bytes/concat.ts";
import { breaks } from "../bytes/format-problem.ts";
import { inflateThrough } from "../bytes/inflate.ts";

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
  const data = parts.length === 1 ? parts[0]! : joinBytes(parts);
  const inflated = inflateThrough(data, total + MOST_EXTRA_BYTES, filterCheck(layout));
  if (inflated.kind === "broken") throw corrupt("its pixels cannot be inflated", inflated.cause);
  // Far more data than there are pixels: all of these were there.
  if (inflated.kind === "longer") return;
  if (inflated.length < total) throw corrupt(`${inflated.length} of ${total} bytes of its pixels are there`);
}

/** Looks at the first byte of every row in data that comes in pieces. */
function filterCheck(layout: readonly Pass[]): (piece: Uint8Array) => void {
  let pass = 0;
  let row = 0;
  /** Of the next row, from the beginning of the next piece. */
  let next = 0;
  return (piece) => {
    for (; next < piece.length && pass < layout.length; ) {
      const { rowBytes, rows } = layout[pass]!;
      if (piece[next]! > LAST_FILTER) throw corrupt(`row ${row} of its pixels has the filter ${piece[next]}`);
      next += rowBytes;
      if (++row === rows) {
        pass++;
        row = 0;
      }
    }
    next -= piece.length;
  };
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
