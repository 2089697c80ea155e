/** Of pieces that are there at once, so many bytes are kept until the end shows; a longer body is sent as a stream. */
const MOST_KEPT_BYTES = 4 * 1024 * 1024;

type Read = Awaited<ReturnType<ReadableStreamDefaultReader<unknown>["read"]>>;

/** The beginning of a body: what it gave within one turn of the event loop. */
export interface FirstPieces {
  /** The pieces that have bytes. */
  readonly pieces: readonly Uint8Array[];
  /** The bytes of all of them. */
  readonly bytes: number;
  /** Whether they are the whole body, which has broken or may go on. */
  readonly end: "ended" | "broken" | "open";
  /** What it broke with. */
  readonly failure?: unknown;
  /** The next piece, which is on its way already. */
  readonly pending?: Promise<Read>;
}

/**
 * Reads what a body gives at once. The body of a `Response` that was made of bytes is over by then, so that its length is known and can be
 * sent, as every server of its own does for bytes.
 */
export async function readFirstPieces(reader: ReadableStreamDefaultReader<unknown>): Promise<FirstPieces> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let immediate: NodeJS.Immediate | undefined;
  const turnOver = new Promise<undefined>((resolve) => {
    immediate = setImmediate(() => resolve(undefined));
  });
  try {
    for (;;) {
      if (bytes > MOST_KEPT_BYTES) return { pieces, bytes, end: "open" };
      const pending: Promise<Read> = reader.read();
      const read = await Promise.race([pending, turnOver]);
      if (read === undefined) return { pieces, bytes, end: "open", pending };
      if (read.done) return { pieces, bytes, end: "ended" };
      const piece = bytesOf(read.value);
      if (piece.byteLength > 0) pieces.push(piece);
      bytes += piece.byteLength;
    }
  } catch (failure) {
    return { pieces, bytes, end: "broken", failure };
  } finally {
    clearImmediate(immediate);
  }
}

/** @throws {TypeError} for a piece of a body that is something else than bytes */
export function bytesOf(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw new TypeError("the response's body gave something else than bytes");
}

/** Pieces as one. */
export function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
