import type { Writable } from "node:stream";
import type { LineSink } from "./line-queue.ts";

/**
 * A sink that writes to a stream such as standard output, and leaves it open. A reader that has gone away (EPIPE) makes
 * writes fail instead of ending the process.
 */
export function createStreamSink(stream: Writable): LineSink {
  // The failure also reaches the write's callback; without a listener the event would be fatal.
  const ignore = () => {};
  stream.on("error", ignore);
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve(bytes.length)));
      }),
    close: () => {
      stream.off("error", ignore);
    },
  };
}
