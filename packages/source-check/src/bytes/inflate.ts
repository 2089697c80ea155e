import { constants, inflateSync } from "node:zlib";
import { Z_SYNC_FLUSH, ZStream, zlibInflate, zlibInflateInit } from "pako";

/** workerd reserves its output in steps of 64 KiB and counts what it reserved. */
const SLACK_BYTES = 256 * 1024;

/** What came out of zlib data. */
export type Inflated =
  | { readonly kind: "whole"; readonly bytes: Uint8Array }
  /** There is more than was to be inflated; what follows the limit was not looked at. */
  | { readonly kind: "longer" }
  | { readonly kind: "broken"; readonly cause: unknown };

/**
 * Inflates zlib data (RFC 1950), synchronously and into a bounded room, the same on every runtime. Data that ends early
 * gives what is there: an end that is cut short may be only the checksum's.
 *
 * @param most bytes that may come out
 */
export function inflate(data: Uint8Array, most: number): Inflated {
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(data, {
      // One piece where the size is known, but never more than the data can make: deflate codes 258 bytes in two bits.
      chunkSize: Math.max(64, Math.min(most + 1, data.length * 1032 + 64)),
      maxOutputLength: most + SLACK_BYTES,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (cause) {
    return isTooLong(cause) ? { kind: "longer" } : { kind: "broken", cause };
  }
  return bytes.length > most ? { kind: "longer" } : { kind: "whole", bytes };
}

/** Room that a native inflation may take at once. */
const MOST_AT_ONCE = 128 * 1024 * 1024;
/** Pictures that are no drawings rarely get smaller than a tenth. */
const ORDINARY_RATIO = 20;
const PIECE_BYTES = 64 * 1024;

/** What {@link inflateThrough} says of zlib data. */
export type InflatedThrough =
  | { readonly kind: "whole"; readonly length: number }
  | Exclude<Inflated, { readonly kind: "whole" }>;

/**
 * Inflates zlib data without keeping it: the room that is needed grows with the data and not with what comes out of it. What
 * fits into {@link MOST_AT_ONCE}, or gets no more than ordinarily larger, is inflated natively; the rest in JavaScript, since
 * no runtime can go on with a synchronous inflation.
 *
 * @param most bytes that may come out
 * @param take gets them one piece after another, each only until it returns
 */
export function inflateThrough(data: Uint8Array, most: number, take: (piece: Uint8Array) => void): InflatedThrough {
  if (most > MOST_AT_ONCE && most > data.length * ORDINARY_RATIO) return inflateInPieces(data, most, take);
  const inflated = inflate(data, most);
  if (inflated.kind !== "whole") return inflated;
  take(inflated.bytes);
  return { kind: "whole", length: inflated.bytes.length };
}

/** The same, always in pieces. */
export function inflateInPieces(data: Uint8Array, most: number, take: (piece: Uint8Array) => void): InflatedThrough {
  const stream = new ZStream();
  zlibInflateInit(stream);
  stream.input = data;
  stream.avail_in = data.length;
  const room = new Uint8Array(PIECE_BYTES);
  stream.output = room;
  for (let length = 0; ; ) {
    stream.next_out = 0;
    stream.avail_out = PIECE_BYTES;
    const status: number = zlibInflate(stream, Z_SYNC_FLUSH);
    length += stream.next_out;
    if (length > most) return { kind: "longer" };
    take(room.subarray(0, stream.next_out));
    if (status === constants.Z_STREAM_END) return { kind: "whole", length };
    // Data that ends early is no error here.
    if (status !== constants.Z_OK && status !== constants.Z_BUF_ERROR) {
      return { kind: "broken", cause: new Error(stream.msg) };
    }
    if (stream.avail_out > 0) return { kind: "whole", length };
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof RangeError || (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
}
