/** What a kept body is good for when the time comes to forward it. */
export type KeptBody =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array | null }
  /** Longer than the limit (X10). */
  | { readonly kind: "too-long" }
  /** It broke off while it was read, or was read elsewhere. */
  | { readonly kind: "unavailable"; readonly cause?: unknown };

/** A request whose body can be read by the primary and still be forwarded afterwards. */
export interface BodyKeeper {
  /** The request for the primary. */
  readonly request: Request;
  /** The whole body; what the primary has not read is read now. */
  take(): Promise<KeptBody>;
}

/**
 * Keeps a copy of a request's body up to a limit, while the primary reads it (X10). A request without a body, or
 * with one that announces to be too long, is passed on untouched.
 *
 * @param limitBytes the most that is kept, inclusive
 */
export function keepRequestBody(request: Request, limitBytes: number): BodyKeeper {
  if (request.body === null) return { request, take: async () => ({ kind: "bytes", bytes: null }) };
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) {
    return { request, take: async () => ({ kind: "too-long" }) };
  }
  const reader = request.body.getReader();
  const copy = new BoundedCopy(limitBytes);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) {
          copy.complete = true;
          controller.close();
          return;
        }
        copy.add(value);
        controller.enqueue(value);
      },
      // Not passed on: the rest may still be wanted for the secondary.
      cancel() {},
    },
    { highWaterMark: 0 },
  );
  const init: RequestInit & { duplex: "half" } = { body, duplex: "half" };
  return { request: new Request(request, init), take: () => readRest(reader, copy) };
}

/** Reads a body that is still unread, up to the limit. */
export function readRequestBody(request: Request, limitBytes: number): Promise<KeptBody> {
  if (request.bodyUsed || request.body?.locked) return Promise.resolve({ kind: "unavailable" });
  return keepRequestBody(request, limitBytes).take();
}

class BoundedCopy {
  readonly #limitBytes: number;
  #pieces: Uint8Array[] = [];
  #length = 0;
  complete = false;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get tooLong(): boolean {
    return this.#length > this.#limitBytes;
  }

  add(piece: Uint8Array): void {
    this.#length += piece.byteLength;
    if (this.tooLong) this.#pieces = [];
    // A copy: the primary owns the original and may transfer or overwrite it.
    else this.#pieces.push(piece.slice());
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, offset);
      offset += piece.byteLength;
    }
    return bytes;
  }
}

async function readRest(reader: ReadableStreamDefaultReader<Uint8Array>, copy: BoundedCopy): Promise<KeptBody> {
  try {
    while (!copy.complete && !copy.tooLong) {
      const { done, value } = await reader.read();
      if (done) copy.complete = true;
      else copy.add(value);
    }
  } catch (cause) {
    return { kind: "unavailable", cause };
  }
  return copy.tooLong ? { kind: "too-long" } : { kind: "bytes", bytes: copy.bytes() };
}
