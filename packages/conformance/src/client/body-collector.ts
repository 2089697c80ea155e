import { createHash } from "node:crypto";

const KEPT_BYTES = 1_048_576;

/** The sum of a body that may be long: its first MiB, its length and its digest. */
export interface CollectedBody {
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  readonly bodyDigest: string;
}

/** Sums up a body piece by piece. */
export interface BodyCollector {
  add(bytes: Uint8Array): void;
  readonly bodyBytes: number;
  /** To be called once. */
  finish(): CollectedBody;
}

/** A collector for one body; memory stays bounded whatever the length. */
export function createBodyCollector(): BodyCollector {
  const hash = createHash("sha256");
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let bodyBytes = 0;
  return {
    add(bytes) {
      hash.update(bytes);
      bodyBytes += bytes.length;
      const piece = bytes.slice(0, KEPT_BYTES - keptBytes);
      keptBytes += piece.length;
      if (piece.length > 0) kept.push(piece);
    },
    get bodyBytes() {
      return bodyBytes;
    },
    finish() {
      const body = new Uint8Array(keptBytes);
      let at = 0;
      for (const piece of kept) {
        body.set(piece, at);
        at += piece.length;
      }
      return { body, bodyBytes, bodyDigest: hash.digest("hex") };
    },
  };
}

/** SHA-256 of some bytes, hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
