import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AdapterRequestContext } from "@hattip/core";
import { type ClientContext, redirectOnError, SourceError, type Transport } from "@understudy/core";
import type { SendOutcome } from "@understudy/core/adapter";
import { afterEach, describe, expect, test } from "vitest";
import type { MiddlewareOptions } from "../../src/options.ts";
import { rawClient, rawRequest } from "../raw-client.ts";
import { testOf } from "../test-of.ts";
import type { TestedAdapter } from "../tested-adapter.ts";

type FetchHandler = (
  context: AdapterRequestContext<{ readonly client: ClientContext }>,
) => Response | Promise<Response>;

/** Serves a handler with the runtime's own server on a free port of 127.0.0.1. */
export type ServeNatively = (
  handler: FetchHandler,
  options: MiddlewareOptions,
) => { readonly url: string; close(): Promise<void> };

/** What `createFetchHandler` keeps behind the runtime's own server. */
export function describeFetchHandler(adapter: TestedAdapter, serveNatively: ServeNatively): void {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  const served = (handler: FetchHandler, options: MiddlewareOptions = {}) => {
    const server = serveNatively(handler, { onError: () => {}, ...options });
    open.push(server);
    return server.url;
  };

  const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const encoder = new TextEncoder();
  const body = (chunks: string[], failure?: Error) => {
    const rest = [...chunks];
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise(setImmediate);
        const chunk = rest.shift();
        if (chunk !== undefined) controller.enqueue(encoder.encode(chunk));
        else if (failure) controller.error(failure);
        else controller.close();
      },
    });
  };

  describe("createFetchHandler", () => {
    test("gives the handler URL, address and request body", async () => {
      const url = served(async ({ request, ip, platform: { client } }) =>
        Response.json([request.url, ip, client.address, client.protocol, client.trusted, await request.text()]),
      );
      const text = await rawRequest(url, "POST /a/../b?c HTTP/1.1\nHost: a.example\nContent-Length: 4", "body");
      expect(text).toContain('["http://a.example/b?c","127.0.0.1","127.0.0.1","http",false,"body"]');
    });

    // Characters that a URL parser escapes or resolves, some of which `Bun.serve` changes before the handler is asked.
    const verbatim = (name: string, targets: readonly string[]) =>
      testOf(
        adapter,
        `${name} goes to the secondary as it came, also when the primary has read its URL (X20)`,
        async () => {
          const asked: string[] = [];
          const transport: Transport = async ({ target }, { onConnected }) => {
            onConnected();
            asked.push(target);
            return { status: 200, reason: "OK", fields: [["content-length", "0"]], body: null };
          };
          const handler = redirectOnError<{ readonly client: ClientContext }>(
            ({ request }) => {
              throw new SourceError("image-not-on-disk", { source: new URL(request.url).pathname });
            },
            { rootUrl: "http://secondary.test", transport },
          );
          const url = served(handler);
          for (const target of targets) await rawRequest(url, `GET ${target} HTTP/1.1\nHost: a`);
          expect(asked).toEqual(targets);
        },
      );
    verbatim("an ordinary target", [
      "/a?t={x}",
      "/a?t=^x`",
      "/a?t=a|b",
      "/a?",
      "/a??x=1?",
      "/a?t=%zz%",
      "/a%2Fb",
      "//h/x",
    ]);
    verbatim("a target with quotes", ["/a?t='x'", '/a?t="x"', "/a?t=<x>"]);
    verbatim("a path that a URL parser changes", ['/a"b^c{d}`e', "/a/../b", "/a/%2e%2e/b", "/a\\b"]);

    test("refuses an unknown option", () => {
      expect(() => served(() => new Response(), { trustProxi: true } as never)).toThrow(
        "options.trustProxi is unknown; did you mean trustProxy? allowed: trustProxy, forwardedFields",
      );
    });

    test("believes a trusted proxy, and no other client (X12)", async () => {
      const head = "GET /x HTTP/1.1\nHost: inner\nX-Forwarded-For: 192.0.2.1\nX-Forwarded-Host: a.example";
      const echo: FetchHandler = ({ request, ip }) => new Response(`${request.url} for ${ip}`);
      expect(await rawRequest(served(echo), head)).toContain("http://inner/x for 127.0.0.1");
      const trusting = served(echo, { trustProxy: ["127.0.0.1"] });
      expect(await rawRequest(trusting, head)).toContain("http://a.example/x for 192.0.2.1");
    });

    test.each([
      ["a Host with a path", "GET /x HTTP/1.1\nHost: a/b", 400],
      ["a Host with a user", "GET /x HTTP/1.1\nHost: u@a", 400],
      ["a port that is none", "GET /x HTTP/1.1\nHost: a:b", 400],
      ["two of them", "GET /x HTTP/1.1\nHost: a\nHost: b", 400],
      ["TRACE", "TRACE / HTTP/1.1\nHost: a", 501],
    ])("%s is refused", async (_name, head, status) => {
      const url = served(({ request }) => new Response(request.url));
      expect(await rawRequest(url, head)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    });

    test("a handler that throws gets a plain 500, and a report", async () => {
      const errors: unknown[] = [];
      const url = served(() => Promise.reject(new Error("the secret")), {
        onError: (error) => void errors.push(String(error)),
      });
      const text = await rawRequest(url, GET);
      expect(text).toMatch(/^HTTP\/1\.1 500 .*Internal Server Error$/s);
      expect(errors).toEqual(["Error: the secret"]);
    });

    test.each([
      ["without Content-Length", {}],
      ["with Content-Length", { "content-length": "10" }],
    ])("a body that breaks cuts the connection (X08), %s", async (_name, headers) => {
      const url = served(() => new Response(body(["first"], new Error("broken")), { headers }));
      const client = await rawClient(url);
      client.send(GET);
      const { text } = await client.closed;
      expect(text).not.toContain("\r\n0\r\n");
      expect(text.slice(text.indexOf("\r\n\r\n") + 4).length).toBeLessThan(16);
    });

    test.each([
      ["shorter", ["01234"]],
      ["longer", ["01234", "567890"]],
      ["empty", []],
    ])("a body that is %s than its Content-Length cuts the connection, too", async (_name, chunks) => {
      const headers = { "content-length": "10" };
      const client = await rawClient(served(() => new Response(body(chunks), { headers })));
      client.send(GET);
      const { text } = await client.closed;
      expect(text).not.toContain("\r\n0\r\n");
      expect(text).not.toContain("567890");
    });

    const length = { headers: { "content-length": "1234" } };
    test.each([
      ["HEAD", "HEAD", () => new Response(null, length), /content-length: 1234\r\n/i],
      ["204", "GET", () => new Response(null, { status: 204 }), /^(?!.*(content-length|transfer-encoding))/is],
      ["no body", "GET", () => new Response(null), /content-length: 0\r\n/i],
      ["204 has none", "GET", () => new Response(null, { status: 204, ...length }), /^(?!.*content-length)/is],
      ["304", "GET", () => new Response(null, { status: 304, ...length }), /^HTTP\/1\.1 304 /],
    ])("lengths: %s", async (_name, method, respond, expected) => {
      const text = await rawRequest(served(respond), `${method} / HTTP/1.1\nHost: a`);
      expect(text).toMatch(expected);
      expect(text).toMatch(/\r\n\r\n$/);
    });

    test.each([
      ["of the handler's", () => new Response(null, { status: 205 })],
      ["with a length, which it cannot have", () => new Response(null, { status: 205, ...length })],
    ])("a 205 ends, and the connection goes on: %s", async (_name, respond) => {
      const url = served(({ request }) =>
        request.url.endsWith("/next") ? new Response("the next answer") : respond(),
      );
      const client = await rawClient(url);
      client.send(GET);
      const text = await client.until("\r\n\r\n");
      // A 204 ends with its head; everything else needs a length (RFC 9112 §6.3).
      expect(text).toMatch(/^HTTP\/1\.1 (204 (?!.*content-length)|205 .*content-length: 0\r\n)/is);
      client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
      expect(await client.until("the next answer")).toMatch(/\r\n\r\nHTTP\/1\.1 200 /);
      client.socket.destroy();
    });

    testOf(adapter, "a 205 keeps its status", async () => {
      const url = served(() => new Response(null, { status: 205 }));
      expect(await rawRequest(url, GET.trim())).toMatch(/^HTTP\/1\.1 205 /);
    });

    testOf(adapter, "a known length is kept with a streamed body", async () => {
      const url = served(() => new Response(body(["01234", "56789"]), { headers: { "content-length": "10" } }));
      expect(await rawRequest(url, GET)).toMatch(/content-length: 10\r\n.*\r\n\r\n0123456789$/is);
    });

    testOf(adapter, "the handler's reason phrase is sent", async () => {
      const url = served(() => new Response("x", { status: 404, statusText: "Not Here" }));
      expect(await rawRequest(url, GET)).toMatch(/^HTTP\/1\.1 404 Not Here\r\n/);
    });

    test("fields of a single connection are not sent", async () => {
      const headers = { connection: "x-gone", "keep-alive": "timeout=99", upgrade: "h2c", "x-kept": "1" };
      const text = await rawRequest(
        served(() => new Response("x", { headers })),
        GET,
      );
      expect(text).toContain("x-kept: 1\r\n");
      expect(text).not.toMatch(/x-gone|timeout=99|h2c/);
    });

    /** The client that a handler saw, and how the sending ended. */
    const watched = (answer: () => Response | Promise<Response>) => {
      let see = (_: { client: ClientContext; outcome: Promise<SendOutcome>; requestSignal: AbortSignal }) => {};
      const seen = new Promise<Parameters<typeof see>[0]>((resolve) => {
        see = resolve;
      });
      const url = served(({ request, platform: { client } }) => {
        const outcome = new Promise<SendOutcome>((resolve) => client.onSent?.(resolve));
        see({ client, outcome, requestSignal: request.signal });
        return answer();
      });
      return { url, seen };
    };

    test("the signal stays quiet when all is well, and the body is counted", async () => {
      const { url, seen } = watched(() => new Response(body(["01234", "56789"])));
      await rawRequest(url, GET);
      const { client, outcome, requestSignal } = await seen;
      expect(await outcome).toEqual({ bodyBytes: 10, complete: true });
      expect(client.signal?.aborted).toBe(false);
      expect(requestSignal.aborted).toBe(false);
    });

    test.each([
      ["before the head", () => new Promise<Response>(() => {})],
      [
        "in the middle of the body",
        () =>
          new Response(
            new ReadableStream({
              start: (controller) => controller.enqueue(encoder.encode("first")),
            }),
          ),
      ],
    ])("the client is told to be gone: %s (X09)", async (_name, answer) => {
      const { url, seen } = watched(answer);
      const client = await rawClient(url);
      client.send(GET);
      const { client: context, outcome, requestSignal } = await seen;
      await new Promise(setImmediate);
      client.socket.destroy();
      if (!context.signal?.aborted) await once(context.signal!, "abort");
      expect(String(context.signal?.reason)).toContain("ClientGone");
      expect((await outcome).complete).toBe(false);
      if (!requestSignal.aborted) await once(requestSignal, "abort");
    });

    test.each([
      ["with a length", (bytes: number) => `Content-Length: ${bytes}`, false],
      ["in chunks", () => "Transfer-Encoding: chunked", true],
    ])(
      "an upload that the handler does not read is answered, and so is one over the limit: %s",
      async (_name, field, inChunks) => {
        const broken = () => {
          throw new SourceError("image-corrupt");
        };
        const unread = served(() => new Response("not here", { status: 404 }));
        const overTheLimit = served(
          adapter.redirectOnError(broken, { rootUrl: "http://127.0.0.1:9" }) as unknown as FetchHandler,
        );
        const piece = new Uint8Array(64 * 1024);
        for (const [url, answer] of [
          [unread, "404 Not Found"],
          [overTheLimit, "500 Internal Server Error"],
        ] as const) {
          const client = await rawClient(url);
          client.send(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${field(128 * piece.byteLength)}\r\n\r\n`);
          for (let sent = 0; sent < 128; sent++) {
            if (inChunks) client.send("10000\r\n");
            client.send(piece);
            if (inChunks) client.send("\r\n");
            if (client.socket.writableNeedDrain) await Promise.race([once(client.socket, "drain"), client.closed]);
          }
          if (inChunks) client.send("0\r\n\r\n");
          const { text, reset } = await client.closed;
          expect(text).toContain(`HTTP/1.1 ${answer}\r\n`);
          expect(reset).toBe(false);
        }
      },
    );

    test("redirectOnError works behind it", async () => {
      const secondary = served(() => new Response("the good twin"));
      const broken = () => {
        throw new SourceError("image-corrupt");
      };
      const url = served(adapter.redirectOnError(broken, { rootUrl: secondary }) as FetchHandler);
      expect(await rawRequest(url, "GET /is/image/a HTTP/1.1\nHost: a")).toContain("the good twin");
    });

    test("a HEAD that is redirected gets no length where the secondary says none", async () => {
      const secondary = createServer((_request, response) => {
        response.flushHeaders();
        response.end();
      });
      secondary.listen(0, "127.0.0.1");
      await once(secondary, "listening");
      const { port } = secondary.address() as AddressInfo;
      const broken = () => {
        throw new SourceError("image-corrupt");
      };
      try {
        const rootUrl = `http://127.0.0.1:${port}`;
        const url = served(adapter.redirectOnError(broken, { rootUrl }) as FetchHandler);
        const answer = await rawRequest(url, "HEAD /is/image/a HTTP/1.1\nHost: a");
        expect(answer).toMatch(/^HTTP\/1\.1 200 /);
        expect(answer).not.toMatch(/content-length/i);
      } finally {
        secondary.close();
      }
    });
  });
}
