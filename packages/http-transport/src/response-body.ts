import type { BodySink, PushedBody } from "@understudy/core/adapter";

/** What a body asks of its exchange. */
export interface BodySource {
  /** Read on. */
  onWanted(): void;
  /** The rest is not wanted. */
  onCancel(): void;
}

/** A piece that waits for the reader. */
interface Waiting {
  readonly piece: Uint8Array;
  readonly release: () => void;
}

/** What waits for the reader at most before reading stops, bytes; a piece that has begun is taken whole. */
const MAX_WAITING_BYTES = 32 * 1024;

/** A response's body between the connection and its reader. */
export class ResponseBody implements PushedBody {
  readonly #source: BodySource;
  #sink: BodySink | undefined;
  /** Whether the reader wants more. */
  #flowing = false;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #end: { readonly failure: unknown } | "whole" | undefined;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** Whether the reader waits for more. */
  get wantsMore(): boolean {
    return this.#flowing;
  }

  /** @returns whether more may be read */
  push(piece: Uint8Array, release: () => void): boolean {
    if (this.#flowing) {
      this.#flowing = this.#sink!.write(piece, release);
      return this.#flowing;
    }
    this.#waiting.push({ piece, release });
    this.#waitingBytes += piece.byteLength;
    // The reader may not be attached yet; it attaches in the turn that delivers the head.
    return this.#sink === undefined && this.#waitingBytes < MAX_WAITING_BYTES;
  }

  /** Nothing comes after what was pushed. */
  end(): void {
    this.#end ??= "whole";
    if (this.#flowing) this.#finish();
  }

  /** It has broken off: the reader gets what has come, then the failure. */
  fail(failure: unknown): void {
    this.#end ??= { failure };
    if (this.#flowing) this.#finish();
  }

  /** Fails at once, and drops what waits. */
  abort(failure: unknown): void {
    this.#drop();
    this.#end = { failure };
    if (this.#sink !== undefined) this.#finish();
  }

  start(sink: BodySink): void {
    this.#sink = sink;
    this.resume();
  }

  resume(): void {
    if (this.#flowing || this.#sink === undefined) return;
    this.#flowing = true;
    while (this.#flowing && this.#waiting.length > 0) {
      const { piece, release } = this.#waiting.shift()!;
      this.#waitingBytes -= piece.byteLength;
      this.#flowing = this.#sink.write(piece, release);
    }
    if (!this.#flowing) return;
    if (this.#end !== undefined) this.#finish();
    else this.#source.onWanted();
  }

  cancel(): void {
    const over = this.#end !== undefined;
    this.#drop();
    this.#sink = undefined;
    this.#flowing = false;
    this.#end = "whole";
    if (!over) this.#source.onCancel();
  }

  #finish(): void {
    const sink = this.#sink;
    const end = this.#end;
    this.#sink = undefined;
    this.#flowing = false;
    if (sink === undefined || end === undefined) return;
    if (end === "whole") sink.end();
    else sink.fail(end.failure);
  }

  #drop(): void {
    for (const { release } of this.#waiting) release();
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
