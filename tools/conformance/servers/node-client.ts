import type { IncomingMessage, ServerResponse } from "node:http";
import { createHttpTransport } from "@understudy/adapter-node";
import type { ClientContext } from "@understudy/core";
import type { RequestHead } from "@understudy/core/adapter";

const transport = createHttpTransport();

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
    localPort: socket.localPort,
    transport,
    requestHead: () => headOf(request),
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

/** The head as it came; a `Request` of it has been through a URL parser. */
function headOf({ method = "", url = "", headers, rawHeaders }: IncomingMessage): RequestHead {
  const fields: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    fields.push([rawHeaders[index]!.toLowerCase(), rawHeaders[index + 1]!]);
  }
  const [, authority = headers.host ?? "", target = url] = /^https?:\/\/([^/?]*)(.*)$/i.exec(url) ?? [];
  return { method, scheme: "http", authority, target, fields };
}
