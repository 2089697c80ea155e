import { inflateSync } from "node:zlib";
import { crc32 } from "./crc32.ts";
import { corrupt, unsupported } from "./format-problem.ts";
import { latin1 } from "./identify.ts";
import { checkDeclaredSize, type ImageHeader } from "./image-header.ts";

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around a chunk's data. */
const CHUNK_OVERHEAD = 12;
/** A profile that inflates to more than this is not one. */
const MOST_PROFILE_BYTES = 16 * 1024 * 1024;

/** Bit depths by colour type; PNG specification, "IHDR". */
const BIT_DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** A chunk and where it lies in the file. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** With length, type and checksum. */
  readonly whole: Uint8Array;
}

/** What {@link inspectPng} finds. */
export interface PngStructure extends ImageHeader {
  /** Up to and with IEND; what follows it is not part of the image. */
  readonly chunks: readonly PngChunk[];
}

/**
 * Walks a PNG's chunks to its end and checks their order and checksums.
 *
 * @throws {FormatProblem}
 */
export function inspectPng(bytes: Uint8Array, maxPixels: number): PngStructure {
  const chunks: PngChunk[] = [];
  let size: { width: number; height: number } | undefined;
  for (const chunk of pngChunks(bytes)) {
    if (size === undefined) size = checkImageHeader(chunk, maxPixels);
    else if (isUnknownCritical(chunk.type)) throw unsupported(`it has the unknown critical chunk ${chunk.type}`);
    chunks.push(chunk);
  }
  const has = (type: string) => chunks.some((chunk) => chunk.type === type);
  if (size === undefined || !has("IDAT")) throw corrupt("it has no image data");
  if (chunks[0]?.data[9] === 3 && !has("PLTE")) throw corrupt("its palette is missing");
  const profile = chunks.find((chunk) => chunk.type === "iCCP");
  return {
    format: "png",
    ...size,
    animated: has("acTL"),
    chunks,
    ...(profile === undefined ? {} : { profile: () => inflateProfile(profile.data) }),
  };
}

function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE_BYTES;
  for (;;) {
    if (at + CHUNK_OVERHEAD > bytes.length) throw corrupt(`it ends after ${bytes.length} bytes without IEND`);
    const length = view.getUint32(at);
    const end = at + CHUNK_OVERHEAD + length;
    const type = latin1(bytes, at + 4, at + 8);
    if (end > bytes.length) throw corrupt(`its chunk ${JSON.stringify(type)} at ${at} reaches beyond the end`);
    // The checksum of the first chunk is looked at before its size is believed, so a damaged size is damage.
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw corrupt(`the checksum of its chunk ${JSON.stringify(type)} at ${at} is wrong`);
    }
    yield { type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) };
    if (type === "IEND") return;
    at = end;
  }
}

function checkImageHeader({ type, data }: PngChunk, maxPixels: number): { width: number; height: number } {
  if (type !== "IHDR" || data.length !== 13) throw corrupt("it does not begin with IHDR");
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth = 0, colorType = 0, compression, filter, interlace = 0] = data.subarray(8);
  if (!BIT_DEPTHS[colorType]?.includes(depth)) throw corrupt(`it has colour type ${colorType} with ${depth} bits`);
  if (compression !== 0 || filter !== 0 || interlace > 1) throw unsupported("it has an unknown coding method");
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  checkDeclaredSize(width, height, maxPixels);
  return { width, height };
}

function isUnknownCritical(type: string): boolean {
  return /^[A-Z]/.test(type) && !["PLTE", "IDAT", "IEND"].includes(type);
}

function inflateProfile(data: Uint8Array): Uint8Array {
  const nameEnd = data.subarray(0, 80).indexOf(0);
  if (nameEnd < 1 || data[nameEnd + 1] !== 0) throw corrupt("its iCCP chunk is malformed");
  try {
    return new Uint8Array(inflateSync(data.subarray(nameEnd + 2), { maxOutputLength: MOST_PROFILE_BYTES }));
  } catch (cause) {
    throw corrupt("its iCCP chunk cannot be inflated", cause);
  }
}
