import type { IncomingMessage } from "node:http";

/** How the reading of a body ends; exactly one of the two is called, once. */
export interface BodyEnd {
  /** The whole body has been read. */
  onComplete: () => void;
  /** The reader does not want the rest. */
  onCancel: () => void;
  /** The body broke off; `cause` is the error underneath, if there is one. Answer with what the reader is to get. */
  onBroken: (cause: unknown) => unknown;
}

/** A response body on its way to its reader. */
export interface BodyStream {
  readonly stream: ReadableStream<Uint8Array>;
  /** Ends the body with an error at once; what is still waiting in the stream is dropped. */
  readonly abort: (reason: unknown) => void;
  /** Tells that the connection failed; the reader gets what has arrived, then the error. */
  readonly broken: (cause: unknown) => void;
}

/**
 * The body of a message as a stream. The socket is read only as fast as the reader takes chunks: one chunk waits here,
 * and the message's and the socket's own buffers are the only others.
 */
export function createBodyStream(message: IncomingMessage, end: BodyEnd): BodyStream {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let open = true;
  let failure: { reason: unknown } | undefined;

  function broken(cause: unknown): void {
    if (!open) return;
    open = false;
    failure = { reason: end.onBroken(cause) };
    // A chunk still waits: let the reader have it. The next pull fails the stream.
    if (controller.desiredSize! > 0) controller.error(failure.reason);
  }

  const stream = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own;
    },
    pull() {
      if (failure) controller.error(failure.reason);
      else message.resume();
    },
    cancel() {
      if (!open) return;
      open = false;
      end.onCancel();
    },
  });

  message.on("data", (chunk: Uint8Array) => {
    if (!open) return;
    controller.enqueue(chunk);
    if (controller.desiredSize! <= 0) message.pause();
  });
  message.on("end", () => {
    if (!message.complete) return broken(undefined);
    if (!open) return;
    open = false;
    controller.close();
    end.onComplete();
  });
  message.on("error", broken);
  message.on("close", () => broken(undefined));

  return {
    stream,
    broken,
    abort(reason) {
      if (!open && !failure) return;
      open = false;
      failure = { reason };
      controller.error(reason);
    },
  };
}
