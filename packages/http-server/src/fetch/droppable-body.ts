/** How much of a body is read only to be dropped. */
const MAX_DROPPED_BYTES = 64 * 1024 * 1024;
const MAX_DROP_MS = 30_000;

/**
 * A request's body on its way to a handler, and the means to read what the handler leaves of it. A server that ends a response with a part
 * of the request unread resets the connection, and takes the response away from a client that is still sending.
 */
export class DroppableBody {
  /** For the handler. To cancel it leaves the rest to be dropped. */
  readonly stream: ReadableStream<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #isAwaited: boolean;
  #wasRead = false;
  #over = false;

  /** @param isAwaited whether the client waits to be asked for it (`Expect: 100-continue`) */
  constructor(body: ReadableStream<Uint8Array>, isAwaited: boolean) {
    this.#reader = body.getReader();
    this.#isAwaited = isAwaited;
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { done, value } = await this.#read();
          if (done) controller.close();
          else if (value !== undefined) controller.enqueue(value);
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** Reads what is left and drops it. Resolves when there is no more, or it was enough; never rejects. */
  async drop(): Promise<void> {
    if (this.#over || (this.#isAwaited && !this.#wasRead)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), MAX_DROP_MS);
    });
    try {
      for (let dropped = 0; dropped < MAX_DROPPED_BYTES; ) {
        const read = await Promise.race([this.#read(), late]);
        if (read === undefined || read.done) return;
        dropped += read.value?.byteLength ?? 0;
      }
    } catch {
      // The client is gone, which the exchange is told of.
    } finally {
      clearTimeout(timer);
    }
  }

  async #read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> {
    this.#wasRead = true;
    const result = await this.#reader.read();
    this.#over = result.done;
    return result;
  }
}
