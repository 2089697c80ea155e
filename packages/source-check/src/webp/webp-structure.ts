import { concatBytes } from "../bytes/concat.ts";
import { breaks } from "../bytes/format-problem.ts";
import { checkDeclaredSize, type ImageHeader } from "../bytes/image-header.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkVp8, checkVp8Lossless, type WebpPicture } from "./webp-picture.ts";

const corrupt = breaks('RFC 9649, 2.3 "RIFF file format" to 2.7 "Extended file format"');

const RIFF_HEADER_BYTES = 8;
const FIRST_CHUNK = 12;
const CHUNK_HEADER_BYTES = 8;
const ANIMATION = 0x02;
const PROFILE = 0x20;
const FRAME_HEADER_BYTES = 16;

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * Walks a WebP's chunks to its end, and looks into its first picture as far as headers go (RFC 9649). What comes after it
 * is not part of the image.
 *
 * @throws {FormatProblem}
 */
export function inspectWebp(bytes: Uint8Array, { maxPixels, strict }: InspectOptions): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = RIFF_HEADER_BYTES + view.getUint32(4, true);
  if (end > bytes.length) throw corrupt(`it ends after ${bytes.length} of ${end} bytes`);
  const chunks = [...webpChunks(bytes.subarray(0, end), FIRST_CHUNK)];
  const [first] = chunks;
  if (first === undefined) throw corrupt("it has no chunks");
  if (first.type === "VP8 " || first.type === "VP8L") {
    const { width, height } = inspectPicture(first);
    checkDeclaredSize(width, height, maxPixels, corrupt);
    return { format: "webp", width, height, animated: false, unusual: "it is webp" };
  }
  if (first.type !== "VP8X" || first.data.length < 10) throw corrupt(`it begins with ${JSON.stringify(first.type)}`);
  const flags = first.data[0]!;
  const [width, height] = [uint24(first.data, 4) + 1, uint24(first.data, 7) + 1];
  checkDeclaredSize(width, height, maxPixels, corrupt);
  const animated = (flags & ANIMATION) !== 0;
  if (animated) checkFrames(chunks, { width, height }, strict);
  else checkStill(chunks, { width, height });
  const profile = (flags & PROFILE) === 0 ? undefined : chunks.find(({ type }) => type === "ICCP");
  return {
    format: "webp",
    width,
    height,
    animated,
    unusual: "it is webp",
    ...(profile === undefined ? {} : { profile: () => concatBytes(profile.data) }),
  };
}

/**
 * The same look, with nothing to tell.
 *
 * @throws {FormatProblem}
 */
export function checkWebp(bytes: Uint8Array, strict: boolean): void {
  inspectWebp(bytes, { maxPixels: Number.POSITIVE_INFINITY, strict });
}

function checkStill(chunks: readonly Chunk[], canvas: WebpPicture): void {
  const picture = chunks.find(({ type }) => type === "VP8 " || type === "VP8L");
  if (picture === undefined) throw corrupt("it has no picture");
  const { width, height } = inspectPicture(picture);
  if (width !== canvas.width || height !== canvas.height) {
    throw corrupt(`its picture has ${width} x ${height} of ${canvas.width} x ${canvas.height} pixels`);
  }
}

/** Stills show the first frame; the others matter only when all is to be right. */
function checkFrames(chunks: readonly Chunk[], canvas: WebpPicture, strict: boolean): void {
  const frames = chunks.filter(({ type }) => type === "ANMF");
  if (frames.length === 0) throw corrupt("it has no frames");
  for (const { data } of strict ? frames : frames.slice(0, 1)) {
    if (data.length < FRAME_HEADER_BYTES) throw corrupt("one of its frames is cut short");
    const [x, y] = [uint24(data, 0) * 2, uint24(data, 3) * 2];
    const [width, height] = [uint24(data, 6) + 1, uint24(data, 9) + 1];
    if (x + width > canvas.width || y + height > canvas.height) throw corrupt("one of its frames lies outside");
    checkStill([...webpChunks(data, FRAME_HEADER_BYTES)], { width, height });
  }
}

function inspectPicture({ type, data }: Chunk): WebpPicture {
  return type === "VP8 " ? checkVp8(data) : checkVp8Lossless(data);
}

function* webpChunks(bytes: Uint8Array, start: number): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at < bytes.length; ) {
    if (at + CHUNK_HEADER_BYTES > bytes.length) throw corrupt("its last chunk is cut short");
    const length = view.getUint32(at + 4, true);
    const from = at + CHUNK_HEADER_BYTES;
    if (from + length > bytes.length) throw corrupt(`its chunk at ${at} reaches beyond the end`);
    yield { type: latin1(bytes, at, at + 4), data: bytes.subarray(from, from + length) };
    at = from + length + (length % 2);
  }
}

function uint24(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
}
