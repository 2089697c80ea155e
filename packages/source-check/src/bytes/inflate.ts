import { constants, inflateSync } from "node:zlib";

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

function isTooLong(error: unknown): boolean {
  return error instanceof RangeError || (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
}
