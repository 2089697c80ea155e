import type { ServerResponse } from "node:http";

/** Answers a request that no handler gets to see, as text. */
export function refuse(response: ServerResponse, status: 204 | 400 | 501, reason?: string): void {
  if (reason === undefined) {
    response.writeHead(status).end();
    return;
  }
  // What follows on the connection may be meant otherwise than it would be read.
  response.shouldKeepAlive = false;
  const text = `${reason[0]?.toUpperCase()}${reason.slice(1)}.\n`;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "content-length": text.length,
  });
  response.end(text);
}
