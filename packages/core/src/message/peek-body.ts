import { atTurnEnd } from "../contract/turn-batch.ts";

/** Of a body that is there already, as far as it is looked at for its end; the rest of a longer one is left unread. Bytes. */
const MOST_READ_BYTES = 4 * 1024 * 1024;
/** Pieces of it that are looked at: bytes come in one, or in pieces of 16 KiB and more. A stream may give a byte at a time. */
const MOST_READ_PIECES = 256;

/** What is known of a body from its beginning. */
export interface PeekedBody {
  /** The length of the whole body, when all of it was there at once, as the bytes of a `Response` made of bytes are. */
  readonly bodyBytes: number | undefined;
}

/**
 * Looks at the beginning of a response's body and leaves the response as it is: the same object, with the same bytes, from which a
 * server finds out as before that they are bytes and how many. It waits until the body has given its first piece, and `holdBytes`
 * bytes or its end: the commit point of a response. Until then a body that fails is a failure like any other, and can still be sent to
 * the secondary; after it only cutting the connection is honest (X08).
 *
 * A clone is read. Where the body is a stream, that is a `tee`: what was read waits for the response's own reader, and a reason that this one
 * cancels with reaches the source in a list of two.
 *
 * @param holdBytes how much to wait for; 0 for the first piece only
 * @throws what the body failed with; {TypeError} for a body that was read already
 */
export async function peekBody(response: Response, holdBytes: number): Promise<PeekedBody> {
  // Before anything asks the response for its body: Bun makes a stream of the bytes then.
  const { body } = response.clone();
  if (body === null) return { bodyBytes: 0 };
  const reader = body.getReader();
  let forget = (): void => {};
  const turnOver = new Promise<"turn over">((resolve) => {
    forget = atTurnEnd(() => resolve("turn over"));
  });
  let bytes = 0;
  try {
    for (let pieces = 0; ; pieces++) {
      const enough = bytes > 0 && bytes >= holdBytes;
      if (enough && (bytes > MOST_READ_BYTES || pieces > MOST_READ_PIECES)) return { bodyBytes: undefined };
      const read = enough ? await Promise.race([reader.read(), turnOver]) : await reader.read();
      if (read === "turn over") return { bodyBytes: undefined };
      if (read.done) return { bodyBytes: bytes };
      bytes += read.value.byteLength;
    }
  } finally {
    forget();
    // Not awaited: it ends only when the response's own reader has cancelled, too.
    void reader.cancel().catch(() => {});
  }
}
