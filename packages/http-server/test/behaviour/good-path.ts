import { type ErrorRedirectOptions, redirectOnError, withErrorRedirect } from "@understudy/core";
import { expect, test } from "vitest";
import { rawClient } from "../raw-client.ts";

type Handler = () => Response;

const BYTES = new Uint8Array(77_050).map((_, index) => index % 251);
const piece = (text: string) => new TextEncoder().encode(text);

/** A body that is not over at once. */
function slowStream(): ReadableStream<Uint8Array> {
  const pieces = [piece("first, "), piece("last")];
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const next = pieces.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
}

/** Healthy answers of a primary. */
const ANSWERS: Readonly<Record<string, Handler>> = {
  "a text": () => new Response("hello"),
  "a text beyond ASCII": () => new Response("héllo"),
  JSON: () => Response.json({ colour: "red" }),
  "bytes without a type": () => new Response(BYTES),
  "bytes with type and status": () =>
    new Response(BYTES, { status: 203, headers: { "content-type": "image/jpeg", etag: '"a"' } }),
  "bytes with their length": () =>
    new Response(BYTES, { headers: { "content-type": "image/jpeg", "content-length": "77050" } }),
  "a range": () =>
    new Response(BYTES.subarray(10, 110), {
      status: 206,
      headers: { "content-type": "image/jpeg", "content-range": "bytes 10-109/77050" },
    }),
  "a range that is none": () => new Response(null, { status: 416, headers: { "content-range": "bytes */77050" } }),
  "an empty text": () => new Response(""),
  "no body": () => new Response(null),
  "not modified": () => new Response(null, { status: 304, headers: { etag: '"a"' } }),
  "no content": () => new Response(null, { status: 204 }),
  "a local error": () => new Response("not here", { status: 404 }),
  "two cookies": () =>
    new Response("x", {
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2; Path=/"],
      ],
    }),
  "a stream": () => new Response(slowStream(), { headers: { "content-type": "text/plain" } }),
};

/** Ways to put redirect on error around a handler. */
export interface Served {
  /** Its URL. */
  readonly url: string;
  close(): Promise<void>;
}

const OPTIONS: ErrorRedirectOptions = { rootUrl: "http://127.0.0.1:9" };
const LOGGED: ErrorRedirectOptions = { ...OPTIONS, onRecord() {} };

/**
 * What goes over the wire of a healthy answer with redirect on error around it, against the same answer without.
 *
 * @param bare serves a handler without anything of ours, or with as little of it as there can be
 * @param wrapped serves it behind the adapter
 * @param gaps what differs because of the runtime, such as `GET of a text`, and why
 */
export function describeGoodPath(
  name: string,
  bare: (handler: Handler) => Promise<Served>,
  wrapped: (handler: Handler) => Promise<Served>,
  gaps: Readonly<Record<string, string>> = {},
): void {
  for (const method of ["GET", "HEAD"]) {
    for (const [answer, handler] of Object.entries(ANSWERS)) {
      const testOrGap = gaps[`${method} of ${answer}`] === undefined ? test : test.fails;
      testOrGap(`${name}: ${method} of ${answer} goes out as without redirect on error`, async () => {
        expect(await messageOf(wrapped, handler, method)).toEqual(await messageOf(bare, handler, method));
      });
    }
  }
}

/** A handler in each form that redirect on error has for it. */
export const WRAPPERS: Readonly<Record<string, (handler: Handler) => Handler>> = {
  redirectOnError: (handler) => redirectOnError(handler, OPTIONS) as unknown as Handler,
  "redirectOnError with a log": (handler) => redirectOnError(handler, LOGGED) as unknown as Handler,
  withErrorRedirect: (handler) => withErrorRedirect(handler, OPTIONS) as unknown as Handler,
  "withErrorRedirect with a log": (handler) => withErrorRedirect(handler, LOGGED) as unknown as Handler,
};

/** Status line, fields in any order and letter case, and body, without what no two answers share. */
async function messageOf(
  serve: (handler: Handler) => Promise<Served>,
  handler: Handler,
  method: string,
): Promise<{ head: string[]; body: string }> {
  const { url, close } = await serve(handler);
  try {
    const client = await rawClient(url);
    client.send(`${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const { text } = await client.closed;
    const end = text.indexOf("\r\n\r\n");
    const [status = "", ...fields] = text.slice(0, end).split("\r\n");
    const lines = fields.map((line) => line.replace(/^[^:]*/, (fieldName) => fieldName.toLowerCase()));
    return {
      head: [status, ...lines.filter((line) => !/^(?:date|connection|keep-alive):/.test(line)).sort()],
      body: text.slice(end),
    };
  } finally {
    await close();
  }
}
