import { createInflate } from "node:zlib";
import { inflate, unsupported } from "@understudy/source-check/decoder";
import { unpackLzw } from "./tiff-lzw.ts";

const NONE = 1;
const LZW = 5;
const PACK_BITS = 32_773;
/** By its registered number, and by the one of before. */
const DEFLATE = [8, 32_946];

/** The compressions that {@link unpackPiece} knows; TIFF 6.0 and its technical notes. */
export const UNPACKED_COMPRESSIONS: readonly number[] = [NONE, LZW, PACK_BITS, ...DEFLATE];

/**
 * The bytes of a strip or tile. Never more than `size` are made, whatever the data says.
 *
 * @returns a new array of `size` bytes, zero where the data ends early
 */
export async function unpackPiece(data: Uint8Array, compression: number, size: number): Promise<Uint8Array> {
  if (compression === LZW) return unpackLzw(data, size);
  if (compression === PACK_BITS) return unpackPackBits(data, size);
  if (compression === NONE) return filled(data, size);
  if (!DEFLATE.includes(compression)) throw unsupported(`its compression is ${compression}`);
  const inflated = inflate(data, size);
  if (inflated.kind === "whole") return filled(inflated.bytes, size);
  if (inflated.kind === "longer") return inflatedBeginning(data, size);
  throw unsupported("one of its pieces cannot be inflated");
}

function filled(bytes: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  result.set(bytes.subarray(0, size));
  return result;
}

/** The beginning of data that makes more than is wanted; what comes after it is not inflated. */
async function inflatedBeginning(data: Uint8Array, size: number): Promise<Uint8Array> {
  const result = new Uint8Array(size);
  const inflater = createInflate();
  inflater.end(data);
  let length = 0;
  for await (const chunk of inflater as AsyncIterable<Uint8Array>) {
    result.set(chunk.subarray(0, size - length), length);
    length += chunk.length;
    if (length >= size) break;
  }
  inflater.destroy();
  return result;
}

/** TIFF 6.0, section 9. */
function unpackPackBits(data: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  let length = 0;
  for (let at = 0; at < data.length && length < size; ) {
    const header = data[at++]!;
    // 128 does nothing.
    if (header === 128) continue;
    if (header < 128) {
      const run = data.subarray(at, at + Math.min(header + 1, size - length));
      result.set(run, length);
      at += header + 1;
      length += header + 1;
    } else {
      result.fill(data[at++] ?? 0, length, Math.min(size, length + 257 - header));
      length += 257 - header;
    }
  }
  return result;
}
