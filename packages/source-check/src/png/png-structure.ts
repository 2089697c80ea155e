import { joinBytes } from "../bytes/concat.ts";
import { crc32 } from "../bytes/crc32.ts";
import { breaks, unsupported } from "../bytes/format-problem.ts";
import { checkDeclaredSize, type ImageHeader } from "../bytes/image-header.ts";
import { inflate } from "../bytes/inflate.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { latin1 } from "../bytes/latin1.ts";
import { canHoldPixels, checkPngData, type PngGeometry } from "./png-data.ts";

const corrupt = breaks('PNG, 5 "Datastream structure" and 11.2 "Critical chunks"');

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

/** Samples of a pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;
const MOST_PALETTE_BYTES = 256 * 3;
const ANIMATION = new Set(["acTL", "fcTL", "fdAT"]);
const CRITICAL = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);
/** Chunks without which the pixels are the same: those that are registered and ancillary, transparency left out. */
const OVERLOOKED = new Set(
  (
    "acTL bKGD cHRM cICP cLLI dSIG eXIf fcTL fdAT gAMA gIFg gIFt gIFx hIST iCCP iDOT iTXt mDCV oFFs orNT pCAL pHYs sBIT " +
    "sCAL sPLT sRGB sTER tEXt tIME vpAg zTXt caBX meTa"
  ).split(" "),
);
/** PNG specification, "IHDR": four-byte integers end here. */
const MOST_ACROSS = 2 ** 31 - 1;

const END_CHUNK = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82);

/** A chunk and where it lies in the file. Its bytes are cut out only when they are asked for: there can be many. */
export class PngChunk {
  readonly type: string;
  readonly #file: Uint8Array;
  readonly #start: number;
  readonly #end: number;

  constructor(type: string, file: Uint8Array, start: number, end: number) {
    this.type = type;
    this.#file = file;
    this.#start = start;
    this.#end = end;
  }

  get data(): Uint8Array {
    return this.#file.subarray(this.#start + 8, this.#end - 4);
  }

  /** With length, type and checksum. */
  get whole(): Uint8Array {
    return this.#file.subarray(this.#start, this.#end);
  }
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
export function inspectPng(bytes: Uint8Array, { maxPixels, strict }: InspectOptions): PngStructure {
  const chunks = [...pngChunks(bytes, strict)];
  const geometry = readImageHeader(chunks[0]);
  checkOrder(chunks);
  const data = chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data);
  if (
    !canHoldPixels(
      geometry,
      data.reduce((sum, { length }) => sum + length, 0),
    )
  ) {
    throw corrupt(`it claims ${geometry.width} x ${geometry.height} pixels, and its data cannot hold as many`);
  }
  checkDeclaredSize(geometry.width, geometry.height, maxPixels, corrupt);
  checkPngData(geometry, data);
  const has = (type: string) => chunks.some((chunk) => chunk.type === type);
  const profile = chunks.find((chunk) => chunk.type === "iCCP" && (strict || chunk.data.length > 0));
  return {
    format: "png",
    width: geometry.width,
    height: geometry.height,
    animated: has("acTL"),
    chunks,
    ...(profile === undefined ? {} : { profile: () => inflateProfile(profile.data) }),
  };
}

/**
 * The same picture as a file that every decoder takes: without animation, without what follows the end, and with an
 * end that is written out, and without chunks that no pixel hangs on and whose checksum is wrong. Of a transparency that
 * comes before its palette or comes again, readers take none but the first behind it. Some decoders fail on each of these.
 */
export function plainPng(bytes: Uint8Array): Uint8Array {
  const kept = withoutStrayTransparency([...pngChunks(bytes, false)].filter(({ type }) => !ANIMATION.has(type)));
  return joinBytes([bytes.subarray(0, SIGNATURE_BYTES), ...kept.map(({ whole }) => whole)]);
}

function withoutStrayTransparency(chunks: readonly PngChunk[]): readonly PngChunk[] {
  const palette = chunks.findIndex(({ type }) => type === "PLTE");
  const used = chunks.findIndex(({ type }, index) => type === "tRNS" && index > palette);
  return chunks.filter(({ type }, index) => type !== "tRNS" || index === used);
}

/**
 * A chunk that no pixel hangs on is left out when its checksum is wrong, as readers do (PNG, 13.2), unless `strict`.
 */
function* pngChunks(bytes: Uint8Array, strict: boolean): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE_BYTES;
  for (;;) {
    const type = latin1(bytes, at + 4, at + 8);
    // Nothing hangs on the checksum of the end, and not all encoders write it (upng-js does not for some files).
    if (type === "IEND" && view.getUint32(at) === 0) {
      yield new PngChunk(type, END_CHUNK, 0, END_CHUNK.length);
      return;
    }
    if (at + CHUNK_OVERHEAD > bytes.length) throw corrupt(`it ends after ${bytes.length} bytes without IEND`);
    const length = view.getUint32(at);
    const end = at + CHUNK_OVERHEAD + length;
    if (end > bytes.length) throw corrupt(`its chunk ${JSON.stringify(type)} at ${at} reaches beyond the end`);
    // The checksum of the first chunk is looked at before its size is believed, so a damaged size is damage.
    if (crc32(bytes.subarray(at + 4, end - 4)) === view.getUint32(end - 4)) {
      yield new PngChunk(type, bytes, at, end);
    } else if (strict || at === SIGNATURE_BYTES || !OVERLOOKED.has(type)) {
      throw corrupt(`the checksum of its chunk ${JSON.stringify(type)} at ${at} is wrong`);
    }
    at = end;
  }
}

function readImageHeader(chunk: PngChunk | undefined): PngGeometry {
  if (chunk?.type !== "IHDR" || chunk.data.length !== 13) throw corrupt("it does not begin with IHDR");
  const { data } = chunk;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth = 0, colorType = 0, compression, filter, interlace = 0] = data.subarray(8);
  if (!BIT_DEPTHS[colorType]?.includes(depth)) throw corrupt(`it has colour type ${colorType} with ${depth} bits`);
  // No other methods were ever defined.
  if (compression !== 0 || filter !== 0 || interlace > 1) throw corrupt("it claims a coding method that there is not");
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  if (width > MOST_ACROSS || height > MOST_ACROSS) throw corrupt(`it claims ${width} x ${height} pixels`);
  return { width, height, bitsPerPixel: depth * SAMPLES[colorType]!, interlaced: interlace === 1 };
}

/** Which chunks there must be, where and how often; PNG specification, "Chunk ordering". */
function checkOrder(chunks: readonly PngChunk[]): void {
  const first = chunks.findIndex(({ type }) => type === "IDAT");
  if (first === -1) throw corrupt("it has no image data");
  const last = chunks.findLastIndex(({ type }) => type === "IDAT");
  const stranger = chunks.slice(first, last).find(({ type }) => type !== "IDAT");
  if (stranger !== undefined) throw corrupt(`its image data is interrupted by ${JSON.stringify(stranger.type)}`);
  for (const [index, { type }] of chunks.entries()) {
    if (!/^[A-Za-z]{4}$/.test(type)) throw corrupt(`it has a chunk ${JSON.stringify(type)}`);
    if (/^[A-Z]/.test(type) && !CRITICAL.has(type)) throw unsupported(`it has the unknown critical chunk ${type}`);
    if (type === "IHDR" && index > 0) throw corrupt("it has two headers");
  }
  const palettes = chunks.filter(({ type }) => type === "PLTE");
  if (chunks[0]!.data[9] !== PALETTE) return;
  const [palette] = palettes;
  if (palette === undefined || chunks.indexOf(palette) > first) throw corrupt("its palette is missing");
  if (palettes.length > 1) throw corrupt("it has two palettes");
  if (palette.data.length === 0 || palette.data.length % 3 !== 0 || palette.data.length > MOST_PALETTE_BYTES) {
    throw corrupt(`its palette has ${palette.data.length} bytes`);
  }
}

function inflateProfile(data: Uint8Array): Uint8Array {
  const nameEnd = data.subarray(0, 80).indexOf(0);
  if (nameEnd < 1 || data[nameEnd + 1] !== 0) throw corrupt("its iCCP chunk is malformed");
  const inflated = inflate(data.subarray(nameEnd + 2), MOST_PROFILE_BYTES);
  if (inflated.kind === "longer") throw corrupt(`its iCCP chunk holds more than ${MOST_PROFILE_BYTES} bytes`);
  if (inflated.kind === "broken") throw corrupt("its iCCP chunk cannot be inflated", inflated.cause);
  return new Uint8Array(inflated.bytes);
}
