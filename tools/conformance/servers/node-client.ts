import type { IncomingMessage, ServerResponse } from "node:http";
import type { ClientContext } from "@understudy/core";

/** What a server on `node:http` can tell of its client. */
export function clientOfNode(request: IncomingMessage, response: ServerResponse, trusted: boolean): ClientContext {
  const departure = new AbortController();
  const { socket } = request;
  const bytesBefore = socket.bytesWritten;
  response.once("close", () => {
    if (!response.writableFinished) departure.abort();
  });
  return {
    address: socket.remoteAddress ?? "",
    protocol: "http",
    signal: departure.signal,
    trusted,
    onSent: (callback) => {
      const tell = () => {
        const complete = response.writableFinished;
        callback({ bodyBytes: socket.bytesWritten - bytesBefore, complete, failure: response.errored ?? undefined });
      };
      // The client may be gone before there is anything to send.
      if (response.closed) tell();
      else response.once("close", tell);
    },
  };
}
