import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { noiseBytes } from "../fixtures/noise.ts";
import type { BodySpec } from "./behaviour.ts";

/** A body that can be sent piece by piece, as often as wanted. */
export interface BodyPieces {
  readonly length: number;
  pieces(): Iterable<Uint8Array>;
}

const BLOCK = 65_536;

/** The pieces of a body that is given as data. A long one never exists as a whole. */
export function bodyPieces(spec: BodySpec | undefined): BodyPieces {
  if (spec === undefined) return { length: 0, pieces: () => [] };
  if (typeof spec === "object" && "pattern" in spec) return patternPieces(spec.pattern.bytes, spec.pattern.seed);
  const bytes = wholeBytes(spec);
  return { length: bytes.length, pieces: () => (bytes.length > 0 ? [bytes] : []) };
}

/** SHA-256 of a body that is given as data, hexadecimal. */
export function bodyDigest(spec: BodySpec | undefined): string {
  const hash = createHash("sha256");
  for (const piece of bodyPieces(spec).pieces()) hash.update(piece);
  return hash.digest("hex");
}

function wholeBytes(spec: string | { base64: string } | { gzip: string }): Uint8Array {
  if (typeof spec === "string") return Buffer.from(spec, "utf8");
  return "gzip" in spec ? gzipSync(spec.gzip) : Buffer.from(spec.base64, "base64");
}

function patternPieces(length: number, seed: number): BodyPieces {
  return {
    length,
    *pieces() {
      const block = noiseBytes(Math.min(BLOCK, length), seed);
      for (let at = 0; at < length; at += BLOCK) yield block.subarray(0, Math.min(BLOCK, length - at));
    },
  };
}
