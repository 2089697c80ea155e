/** A chunk of a PNG or of a RIFF file. */
export interface FileChunk {
  /** Four characters. */
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks of a PNG, until the file ends or is not as it should be; PNG specification, section 5.3. */
export function* pngChunks(bytes: Uint8Array): Generator<FileChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return;
    yield { type: typeAt(bytes, at + 4), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** The chunks of a WebP, until the file ends or is not as it should be; RFC 9649, section 2.3. */
export function* riffChunks(bytes: Uint8Array, start = 12): Generator<FileChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.length) return;
    yield { type: typeAt(bytes, at), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 8 + length + (length % 2);
  }
}

function typeAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
