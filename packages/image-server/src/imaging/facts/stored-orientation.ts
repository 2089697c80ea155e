import type { ImageFormat } from "@understudy/source-check/decoder";
import { pngChunks, riffChunks } from "./file-chunks.ts";
import { jpegSegments } from "./jpeg-segments.ts";

/** How a picture is to be turned before it is shown; Exif 2.32 and TIFF 6.0, "Orientation". 1 = as it is stored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const APP1 = 0xe1;
const EXIF_SIGNATURE = "Exif\0\0";
const ORIENTATION = 274;
const SHORT = 3;

/**
 * The orientation that a file asks for: of its Exif data in JPEG, PNG (chunk eXIf) and WebP (chunk EXIF), of its own
 * directory in TIFF. AVIF and HEIF turn their pictures by `irot` and `imir`, which decoders apply, and their Exif orientation
 * does not count (ISO/IEC 23008-12, 6.5.10 and A.2). What cannot be read asks for nothing.
 */
export function storedOrientation(bytes: Uint8Array, format: ImageFormat): Orientation {
  if (format === "tiff") return orientationOfTiff(bytes);
  const exif = exifOf(bytes, format);
  return exif === undefined ? 1 : orientationOfTiff(exif);
}

/** Exif data is a TIFF of its own. */
function exifOf(bytes: Uint8Array, format: ImageFormat): Uint8Array | undefined {
  if (format === "jpeg") {
    for (const { marker, data } of jpegSegments(bytes)) {
      if (marker === APP1 && hasSignature(data)) return data.subarray(EXIF_SIGNATURE.length);
    }
  } else if (format === "png" || format === "webp") {
    const [chunks, wanted] = format === "png" ? [pngChunks(bytes), "eXIf"] : [riffChunks(bytes), "EXIF"];
    for (const { type, data } of chunks) {
      // Some writers keep the signature that only JPEG has.
      if (type === wanted) return hasSignature(data) ? data.subarray(EXIF_SIGNATURE.length) : data;
    }
  }
  return undefined;
}

function hasSignature(data: Uint8Array): boolean {
  return String.fromCharCode(...data.subarray(0, EXIF_SIGNATURE.length)) === EXIF_SIGNATURE;
}

/** The field of the first directory, in a classic TIFF or a BigTIFF of either byte order. */
function orientationOfTiff(bytes: Uint8Array): Orientation {
  if (bytes.length < 16) return 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = view.getUint16(0);
  if (mark !== 0x4949 && mark !== 0x4d4d) return 1;
  const little = mark === 0x4949;
  const big = view.getUint16(2, little) === 43;
  const word = (at: number) => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const [countBytes, entryBytes, valueAt] = big ? [8, 20, 12] : [2, 12, 8];
  const start = word(big ? 8 : 4);
  if (start + countBytes > bytes.length) return 1;
  const count = big ? word(start) : view.getUint16(start, little);
  const end = Math.min(bytes.length, start + countBytes + count * entryBytes);
  for (let at = start + countBytes; at + entryBytes <= end; at += entryBytes) {
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    if (view.getUint16(at + 2, little) !== SHORT) return 1;
    const value = view.getUint16(at + valueAt, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}
