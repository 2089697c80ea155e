import { concatBytes } from "../bytes/concat.ts";
import { breaks, refused, unsupported } from "../bytes/format-problem.ts";
import { inflateThrough } from "../bytes/inflate.ts";
import { inspectJpeg } from "../jpeg/jpeg-structure.ts";
import { lzwLength } from "./lzw-length.ts";
import { packBitsLength } from "./pack-bits-length.ts";
import type { TiffLayout, TiffPiece } from "./tiff-layout.ts";

const corrupt = breaks("TIFF 6.0, section 2 and the fields StripOffsets and StripByteCounts");

const NONE = 1;
const LZW = 5;
const OLD_JPEG = 6;
const JPEG = 7;
const DEFLATE = new Set([8, 32946]);
const PACK_BITS = 32773;
/** Fax and JBIG codes, which are for one bit a pixel. */
const BILEVEL = new Set([2, 3, 4, 9, 10, 32771, 34661]);
/** Registered codes for pixels of other kinds: JPEG 2000, LERC, LZMA, Zstandard, WebP, JPEG XL, SGI Log and others. */
const OTHERS = new Set([
  32766, 32809, 32895, 32908, 32909, 32947, 33003, 33004, 33005, 34676, 34677, 34712, 34713, 34887, 34892, 34925, 50000,
  50001, 50002, 52546,
]);
/** How often the bytes of a file are gone through at most: pieces can lie over each other. */
const MOST_PASSES = 4;
const MOST_EXTRA_BYTES = 65_536;
/** Deflate codes at most 258 bytes in two bits. */
const MOST_INFLATION = 1032;
/** Larger JPEG tables than any; they are gone through again with every piece. */
const ORDINARY_TABLES = 2048;
const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) =>
  Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1) << (7 - bit)).reduce((sum, bit) => sum | bit),
);

/**
 * Checks that every strip or tile holds as much data as its size needs, by going through its code.
 *
 * @param jpegTables what the field JPEGTables holds
 * @throws {FormatProblem} corrupt; unsupported for codes that are not looked into
 */
export function checkTiffData(bytes: Uint8Array, layout: TiffLayout, jpegTables: Uint8Array | undefined): void {
  const { compression, bits } = layout;
  if (BILEVEL.has(compression) && bits.some((count) => count !== 1)) {
    throw corrupt(`its compression ${compression} is for one bit, and it has ${bits.slice(0, 8)}`);
  }
  if (BILEVEL.has(compression) || OTHERS.has(compression)) throw unsupported(`its compression is ${compression}`);
  if (compression === OLD_JPEG && jpegTables === undefined) throw unsupported("its compression is the old JPEG");
  // Pieces that are the same are written once by some, and are gone through once here.
  const seen = new Set<string>();
  const tableBytes = compression === JPEG ? (jpegTables?.length ?? 0) : 0;
  let left = bytes.length * MOST_PASSES + layout.pieces.length * Math.min(tableBytes, ORDINARY_TABLES);
  const most = layout.pieces.reduce((largest, { size }) => Math.max(largest, size), 0);
  for (const piece of layout.pieces) {
    const place = `${piece.offset} ${piece.length} ${piece.size} ${piece.rows}`;
    if (seen.has(place)) continue;
    seen.add(place);
    left -= piece.length + tableBytes;
    if (left < 0) throw refused("its pieces lie over each other");
    const data = bytes.subarray(piece.offset, piece.offset + piece.length);
    if (compression === JPEG) {
      checkJpeg(data, piece, jpegTables);
      continue;
    }
    const length = dataLength(
      layout.lowBitFirst && compression !== NONE ? reversed(data) : data,
      compression,
      piece.size,
      most,
    );
    if (length < piece.size)
      throw corrupt(`${length} of ${piece.size} bytes of its piece at ${piece.offset} are there`);
  }
}

/** How many bytes come out of a piece; no need to go beyond `enough`. */
function dataLength(data: Uint8Array, compression: number, enough: number, most: number): number {
  if (compression === NONE) return data.length;
  if (compression === LZW) return lzwLength(data, enough);
  if (compression === PACK_BITS) return packBitsLength(data, enough);
  if (DEFLATE.has(compression)) return inflatedLength(data, enough, most);
  throw corrupt(`its compression is ${compression}`);
}

/**
 * Some writers fill the last strip up to the rows of the others. Far more than that is no picture, and readers that go on to
 * its end would be kept busy.
 */
function inflatedLength(data: Uint8Array, enough: number, most: number): number {
  // Nothing is inflated for a size that the data cannot have.
  const largest = (data.length + 1) * MOST_INFLATION;
  if (largest < enough) return largest;
  const inflated = inflateThrough(data, most + MOST_EXTRA_BYTES, () => {});
  if (inflated.kind === "broken") throw corrupt("one of its pieces cannot be inflated", inflated.cause);
  if (inflated.kind === "longer") throw corrupt(`one of its pieces holds far more than its ${enough} bytes`);
  return inflated.length;
}

/** TIFF Technical Note 2: every piece is a JPEG whose tables can be in the field JPEGTables. */
function checkJpeg(data: Uint8Array, { width, rows }: TiffPiece, tables: Uint8Array | undefined): void {
  if (data[0] !== 0xff || data[1] !== 0xd8) throw corrupt("one of its pieces is no JPEG");
  // Without the end of the tables and the start of the piece the two are one file.
  const whole = tables === undefined ? data : concatBytes(tables.subarray(0, -2), data.subarray(2));
  const header = inspectJpeg(whole, { maxPixels: Number.POSITIVE_INFINITY, strict: false });
  if (header.width < width || header.height < rows) {
    throw corrupt(`one of its pieces has ${header.width} x ${header.height} of ${width} x ${rows} pixels`);
  }
}

function reversed(data: Uint8Array): Uint8Array {
  return data.map((byte) => REVERSED[byte]!);
}
