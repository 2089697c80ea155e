/** A marker segment of a JPEG; ITU-T T.81, annex B.1.1.4. */
export interface JpegSegment {
  /** The second byte of its marker. */
  readonly marker: number;
  /** Without marker and length. */
  readonly data: Uint8Array;
}

const START_OF_SCAN = 0xda;

/** The segments of a JPEG in front of its first scan. It ends where the file is not as it should be: others judge that. */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) {
      // Stray bytes between segments are skipped, as decoders do.
      const next = bytes.indexOf(0xff, at);
      if (next === -1) return;
      at = next;
      continue;
    }
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (marker === START_OF_SCAN || end < at + 4 || end > bytes.length) return;
    yield { marker, data: bytes.subarray(at + 4, end) };
    at = end;
  }
}

/** Start of frame of whatever process; DHT, JPG and DAC have numbers among them. */
export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
