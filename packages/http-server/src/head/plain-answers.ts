import type { ServerResponse } from "node:http";

const PLAIN_FIELDS = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

/** Answers a request that no handler gets to see, as text. */
export function refuse(response: ServerResponse, status: 204 | 400 | 501, reason?: string): void {
  if (reason === undefined) {
    response.writeHead(status).end();
    return;
  }
  // What follows on the connection may be meant otherwise than it would be read.
  response.shouldKeepAlive = false;
  const text = sentenceOf(reason);
  response.writeHead(status, { ...PLAIN_FIELDS, "content-length": text.length });
  response.end(text);
}

/** The same for a fetch-style server. */
export function refusal(status: 400 | 501, reason: string): Response {
  return new Response(sentenceOf(reason), { status, headers: PLAIN_FIELDS });
}

/** What a client gets when a handler throws: nothing about the error. */
export function internalServerError(): Response {
  const text = "Internal Server Error";
  return new Response(text, { status: 500, headers: { ...PLAIN_FIELDS, "content-length": String(text.length) } });
}

function sentenceOf(reason: string): string {
  return `${reason[0]?.toUpperCase()}${reason.slice(1)}.\n`;
}
