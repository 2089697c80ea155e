import { ClientGone } from "@understudy/core/adapter";
import { bytesOf, type FirstPieces } from "../body/first-pieces.ts";
import { wrongLength } from "../head/response-head.ts";
import type { FetchExchange } from "./fetch-exchange.ts";

// What the runtime learns when it is to cut the connection. It prints it: the failure was reported already, with its
// stack.
const BROKEN_OFF = "A response broke off.";
const LEFT = "The client went away.";

/** What a body on its way is held to. */
export interface BodyLimits {
  /** Bytes that the head promises, if it does. */
  readonly promised: number | undefined;
  /** How long the server may ask for nothing, milliseconds; 0 for ever. */
  readonly sendTimeoutMs: number;
  /** What there is to be done before the server gets the end, and with it the connection. It must not reject. @default nothing */
  readonly beforeEnd?: (() => Promise<void>) | undefined;
}

/**
 * A body on its way to a fetch-style server: counted, held to its declared length, and cancelled when the client goes
 * away. When it breaks it errors, upon which Bun and Deno cut the connection (X08).
 *
 * @param reader the body's, from which the first pieces were read
 * @param onBroken called with what broke the body, unless that is the client's departure
 */
export function responseBody(
  reader: ReadableStreamDefaultReader<unknown>,
  first: FirstPieces,
  exchange: FetchExchange,
  { promised, sendTimeoutMs, beforeEnd }: BodyLimits,
  onBroken: (failure: unknown) => void,
): ReadableStream<Uint8Array> {
  const pieces = [...first.pieces];
  let { pending } = first;
  let length = 0;
  let stalled: ReturnType<typeof setTimeout> | undefined;

  const watchProgress = () => {
    if (sendTimeoutMs === 0) return;
    stalled = setTimeout(() => {
      const reason = new ClientGone();
      reason.message = `The client took no data for ${sendTimeoutMs} ms.`;
      exchange.leave(reason);
    }, sendTimeoutMs);
  };

  /** The next piece that has bytes; undefined at the end. */
  async function next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const kept = pieces.shift();
      if (kept === undefined && first.end === "broken") throw first.failure;
      const { done, value } = kept === undefined ? await (pending ?? reader.read()) : { done: false, value: kept };
      if (kept === undefined) pending = undefined;
      if (done) {
        if (promised !== undefined && length < promised) throw wrongLength(promised, length);
        return undefined;
      }
      const piece = bytesOf(value);
      length += piece.byteLength;
      if (promised !== undefined && length > promised) throw wrongLength(promised, length);
      if (piece.byteLength > 0) return piece;
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        exchange.onGone((reason) => {
          clearTimeout(stalled);
          void reader.cancel(reason).catch(() => {});
          // The runtime drops a body whose client has left, and prints what it fails with before.
          setTimeout(() => controller.error(LEFT), 0);
        });
      },
      async pull(controller) {
        clearTimeout(stalled);
        try {
          const piece = await next();
          // A client takes a response for complete as soon as it has the declared bytes: the end must be certain
          // before.
          const isLast = piece !== undefined && length === promised && (await next()) === undefined;
          if (piece === undefined || isLast) await beforeEnd?.();
          if (exchange.gone) return;
          if (piece !== undefined) {
            exchange.took(piece.byteLength);
            controller.enqueue(piece);
          }
          if (piece === undefined || isLast) {
            controller.close();
            exchange.complete();
          } else watchProgress();
        } catch (failure) {
          if (exchange.gone) return;
          void reader.cancel(failure).catch(() => {});
          exchange.broke(failure);
          onBroken(failure);
          controller.error(BROKEN_OFF);
        }
      },
      cancel() {
        clearTimeout(stalled);
        exchange.leave();
        void reader.cancel(new ClientGone()).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
