import { concatBytes, unsupported } from "@understudy/source-check/decoder";
import { jsquash } from "../codec/jsquash.ts";
import { type FileChunk, riffChunks } from "../facts/file-chunks.ts";
import { placeOn } from "../raster/composite.ts";
import type { Raster } from "../raster/raster.ts";

/** Place, size, duration and flags in front of the chunks of an animation's picture; RFC 9649, section 2.7.1.1. */
const FRAME_BYTES = 16;

/**
 * Decodes a WebP, of an animation the first picture on its transparent canvas, by libwebp (`@jsquash/webp`).
 *
 * @throws {FormatProblem} unsupported for what libwebp refuses: its data is not checked before
 */
export async function decodeWebp(bytes: Uint8Array): Promise<Raster> {
  const chunks = [...riffChunks(bytes)];
  const frame = chunks.find(({ type }) => type === "ANMF")?.data;
  const canvas = chunks.find(({ type }) => type === "VP8X")?.data;
  if (frame === undefined || canvas === undefined) return decodeStill(bytes);
  const picture = await decodeStill(stillOf(frame));
  const size = { width: 1 + uint24(canvas, 4), height: 1 + uint24(canvas, 7) };
  return placeOn(size, picture, uint24(frame, 0) * 2, uint24(frame, 3) * 2);
}

async function decodeStill(bytes: Uint8Array): Promise<Raster> {
  const decoder = await jsquash("@jsquash/webp/codec/dec/webp_dec");
  const pixels = decoder.decode(bytes);
  if (pixels === null) throw unsupported("libwebp refuses it");
  return { width: pixels.width, height: pixels.height, data: pixels.data };
}

/** A WebP of the one picture that an ANMF chunk holds. */
function stillOf(frame: Uint8Array): Uint8Array {
  const chunks = [...riffChunks(frame, FRAME_BYTES)].filter(({ type }) => ["ALPH", "VP8 ", "VP8L"].includes(type));
  const hasAlpha = chunks.some(({ type }) => type === "ALPH");
  const extended = new Uint8Array(10);
  if (hasAlpha) extended[0] = 0x10;
  // Width and height less one, as the frame has them.
  extended.set(frame.subarray(6, 12), 4);
  const parts = (hasAlpha ? [{ type: "VP8X", data: extended }, ...chunks] : chunks).map(chunkBytes);
  const body = concatBytes(new TextEncoder().encode("WEBP"), ...parts);
  return chunkBytes({ type: "RIFF", data: body });
}

function chunkBytes({ type, data }: FileChunk): Uint8Array {
  const result = new Uint8Array(8 + data.length + (data.length % 2));
  result.set(new TextEncoder().encode(type));
  new DataView(result.buffer).setUint32(4, data.length, true);
  result.set(data, 8);
  return result;
}

function uint24(data: Uint8Array, at: number): number {
  return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
}
