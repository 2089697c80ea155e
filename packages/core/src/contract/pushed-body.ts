import { isClientGone } from "./client-gone.ts";
import type { BodySink, PushedBody } from "./transport.ts";

/** A direct body as a stream. Nothing is asked of the body before the stream is read, and no more than that. */
export function bodyStream(body: PushedBody): ReadableStream<Uint8Array> {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let started = false;
  let wanted = false;
  const sink: BodySink = {
    write(piece, release) {
      wanted = false;
      // Who reads a stream may keep what it gives. It may ask for more while it is given this.
      controller.enqueue(release === undefined ? piece : new Uint8Array(piece));
      release?.();
      return wanted;
    },
    end: () => controller.close(),
    fail(error) {
      // Servers drop a body whose client has left, each at its own moment, and print what it fails with before: let them drop it first.
      if (isClientGone(error)) setTimeout(() => controller.error(error), 0);
      else controller.error(error);
    },
  };
  return new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      pull() {
        wanted = true;
        if (started) return body.resume();
        started = true;
        body.start(sink);
      },
      cancel: (reason) => body.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** A stream as a direct body: for transports that have nothing else. */
export function pushedBody(stream: ReadableStream<Uint8Array>): PushedBody {
  const reader = stream.getReader();
  let sink: BodySink | undefined;
  let reading = false;

  async function read(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      let wanted = true;
      while (wanted && sink !== undefined) {
        const { done, value } = await reader.read();
        if (done) return leave()?.end();
        if (value.byteLength > 0) wanted = sink?.write(value, undefined) ?? false;
      }
    } catch (error) {
      leave()?.fail(error);
    } finally {
      reading = false;
    }
  }
  function leave(): BodySink | undefined {
    const left = sink;
    sink = undefined;
    return left;
  }

  return {
    start(given) {
      sink = given;
      void read();
    },
    // A microtask later: it may be called while a piece is handed over, when `reading` is still set.
    resume: () => queueMicrotask(() => void read()),
    cancel(reason) {
      leave();
      reader.cancel(reason).catch(() => {});
    },
  };
}
