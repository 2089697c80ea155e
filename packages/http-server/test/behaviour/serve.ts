import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FailedRequest } from "../../src/error-reporter.ts";
import { rawClient, rawRequest } from "../raw-client.ts";
import { testOf } from "../test-of.ts";
import type { TestedAdapter, TestHandler } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

export function describeServing(adapter: TestedAdapter): void {
  const { serve } = adapter;
  const served = servedBy(adapter);
  /** Says what a handler was given. */
  const echo: TestHandler = ({ request, ip, platform: { client } }) => {
    const { address, peerAddress: peer, protocol, trusted } = client;
    const host = request.headers.get("host");
    const text = JSON.stringify({ url: request.url, host, ip, address, peer, protocol, trusted });
    // With its length, so that it comes in one piece on every runtime.
    return new Response(text, { headers: { "content-length": String(text.length) } });
  };

  /** What the handler was given, or the status line of another answer. */
  async function given(url: string, head: string): Promise<Record<string, unknown> | string> {
    const text = await rawRequest(url, head);
    if (!text.startsWith("HTTP/1.1 200 ")) return text.slice(0, text.indexOf("\r\n"));
    return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
  }

  describe("the request's URL", () => {
    let url: string;
    beforeEach(async () => {
      ({ url } = await served(echo));
    });

    const targets: [target: string, path: string][] = [
      ["/is/image/a?wid=100&x=%7C", "/is/image/a?wid=100&x=%7C"],
      ["//evil.example/x", "//evil.example/x"],
      ["/\\evil.example/x", "//evil.example/x"],
      ["/a/..%2f..%2fb", "/a/..%2f..%2fb"],
      ["/a/../../b", "/b"],
      ["/%ff%zz%00", "/%ff%zz%00"],
      ['/a|b"<>`{}', "/a|b%22%3C%3E%60%7B%7D"],
      ["/@evil.example:80/x", "/@evil.example:80/x"],
    ];
    test.each(targets)("of the target %s keeps the host", async (target, path) => {
      const client = await rawClient(url);
      client.send(`GET ${target} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n`);
      const { text } = await client.closed;
      expect(JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)).url).toBe(`http://a.example${path}`);
    });

    test("of a target in absolute form has that one's host and not the field's (RFC 9112 §3.2.2)", async () => {
      expect(await given(url, "GET http://b.example:81/x?y HTTP/1.1\nHost: a.example")).toMatchObject({
        url: "http://b.example:81/x?y",
        host: "b.example:81",
      });
    });

    test("has the address that the client connected to, when HTTP/1.0 names no host", async () => {
      expect(await given(url, "GET /x HTTP/1.0")).toMatchObject({ url: `${url}/x`, host: null });
      expect(await given(url, "GET /x HTTP/1.1\nHost:")).toMatchObject({ url: `${url}/x` });
    });

    test("does not depend on the environment", async () => {
      process.env.ORIGIN = "https://other.example";
      process.env.TRUST_PROXY = "1";
      try {
        const { url: another } = await served(echo);
        const head = "GET / HTTP/1.1\nHost: a.example\nX-Forwarded-For: 6.6.6.6\nX-Forwarded-Host: evil.example";
        expect(await given(another, head)).toMatchObject({ url: "http://a.example/", ip: "127.0.0.1" });
      } finally {
        delete process.env.ORIGIN;
        delete process.env.TRUST_PROXY;
      }
    });
  });

  describe("a request that is not one gets an answer", () => {
    const rows: [name: string, head: string, status: string][] = [
      ["no Host", "GET / HTTP/1.1", "400 Bad Request"],
      ["two of them", "GET / HTTP/1.1\nHost: a\nHost: b", "400 Bad Request"],
      ["a Host with a path", "GET / HTTP/1.1\nHost: a/b", "400 Bad Request"],
      ["a Host with a user", "GET / HTTP/1.1\nHost: a@b", "400 Bad Request"],
      ["a Host with a space", "GET / HTTP/1.1\nHost: a b", "400 Bad Request"],
      ["a port that is none", "GET / HTTP/1.1\nHost: a:99999", "400 Bad Request"],
      ["a NUL in the path", "GET /a\0b HTTP/1.1\nHost: a", "400 Bad Request"],
      ["a space in the path", "GET /a b HTTP/1.1\nHost: a", "400 Bad Request"],
      ["bytes that are not ASCII in the path", "GET /caf\u00e9 HTTP/1.1\nHost: a", "400 Bad Request"],
      ["a fragment", "GET /a#b HTTP/1.1\nHost: a", "400 Bad Request"],
      ["no slash", "GET a HTTP/1.1\nHost: a", "400 Bad Request"],
      ["a file URL", "GET file:///etc/passwd HTTP/1.1\nHost: a", "400 Bad Request"],
      ["* for GET", "GET * HTTP/1.1\nHost: a", "400 Bad Request"],
      ["* for OPTIONS", "OPTIONS * HTTP/1.1\nHost: a", "204 No Content"],
      ["a tunnel", "CONNECT a.example:443 HTTP/1.1\nHost: a.example:443", "501 Not Implemented"],
      ["TRACE", "TRACE / HTTP/1.1\nHost: a", "501 Not Implemented"],
      [
        "a field that is too long",
        `GET / HTTP/1.1\nHost: a\nX-Long: ${"x".repeat(20_000)}`,
        "431 Request Header Fields",
      ],
      ["a path that is too long", `GET /${"x".repeat(16_384)} HTTP/1.1\nHost: a`, "431 Request Header Fields"],
      ["both lengths", "POST / HTTP/1.1\nHost: a\nContent-Length: 1\nTransfer-Encoding: chunked", "400 Bad Request"],
      ["nonsense", "\x16\x03\x01 hello", "400 Bad Request"],
    ];
    for (const [name, head, status] of rows) {
      testOf(adapter, name, async () => {
        const { url } = await served(echo);
        expect(await rawRequest(url, head)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
        // And the server is still there.
        expect(await given(url, "GET / HTTP/1.1\nHost: a")).toMatchObject({ host: "a" });
      });
    }

    for (const [name, head, status] of [
      ["nonsense", "\x16\x03\x01 hello", 400],
      ["a tunnel", "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443", 501],
      ["a path that is too long", `GET /${"x".repeat(16_384)} HTTP/1.1\r\nHost: a`, 431],
    ] as const) {
      testOf(adapter, `${name}: behind the responses to the requests in front of it`, async () => {
        const held: (() => void)[] = [];
        const { url } = await served(async () => {
          await new Promise<void>((resolve) => held.push(resolve));
          return new Response("good");
        });
        const client = await rawClient(url);
        // More than are under way at a time.
        client.send("GET /good HTTP/1.1\r\nHost: a\r\n\r\n".repeat(6));
        await expect.poll(() => held.length).toBe(4);
        client.send(`${head}\r\n\r\n`);
        for (let answered = 0; answered < 6; answered++) {
          await expect.poll(() => held.length).toBeGreaterThan(0);
          held.shift()?.();
        }
        const statuses = [...(await client.closed).text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, found]) =>
          Number(found),
        );
        expect(statuses).toEqual([200, 200, 200, 200, 200, 200, status]);
      });
    }

    test("a longer path where it is allowed", async () => {
      const { url } = await served(echo, { maxHeaderBytes: 65_536 });
      const path = `/${"x".repeat(16_384)}`;
      expect(await given(url, `GET ${path} HTTP/1.1\nHost: a`)).toMatchObject({ url: `http://a${path}` });
    });

    test("an odd header name", async () => {
      const { url } = await served(echo);
      const head = "GET / HTTP/1.1\nHost: a\n__proto__: x\nconstructor: x\ntoString: x\nSet-Cookie: a";
      expect(await given(url, head)).toMatchObject({ host: "a" });
    });
  });

  describe("the client's address", () => {
    const forwarded =
      "GET / HTTP/1.1\nHost: inner\nX-Forwarded-For: 6.6.6.6, 192.0.2.1\nX-Forwarded-Proto: https\nX-Forwarded-Host: a.example";

    test("is the peer's, whatever the fields of one who is not trusted say (X12)", async () => {
      const { url } = await served(echo, { trustProxy: ["10.0.0.0/8"] });
      expect(await given(url, forwarded)).toEqual({
        url: "http://inner/",
        host: "inner",
        ip: "127.0.0.1",
        address: "127.0.0.1",
        peer: "127.0.0.1",
        protocol: "http",
        trusted: false,
      });
    });

    test("is what a trusted proxy says", async () => {
      const { url } = await served(echo, { trustProxy: ["127.0.0.1"] });
      expect(await given(url, forwarded)).toEqual({
        url: "https://a.example/",
        host: "inner",
        ip: "192.0.2.1",
        address: "192.0.2.1",
        peer: "127.0.0.1",
        protocol: "https",
        trusted: true,
      });
    });

    test("also in Forwarded (RFC 7239)", async () => {
      const { url } = await served(echo, { trustProxy: true });
      const head = 'GET / HTTP/1.1\nHost: inner\nForwarded: for="[2001:db8::1]:99";proto=https;host=a.example';
      expect(await given(url, head)).toMatchObject({ url: "https://a.example/", address: "2001:db8::1" });
    });
  });

  describe("a handler that fails", () => {
    test.each([
      ["throws", () => Promise.reject(new Error("the secret"))],
      ["throws nothing", () => Promise.reject(undefined)],
      ["returns nothing", () => undefined as unknown as Response],
      ["returns an error response", () => Response.error()],
      ["returns a field that cannot be sent", () => new Response(null, { headers: { "x-a": "\x01" } })],
    ])("%s: a plain 500 that tells nothing, and a report", async (_name, handler) => {
      const reports: unknown[] = [];
      const { url } = await served(handler, { onError: (_error, request) => void reports.push(pick(request)) });
      const text = await rawRequest(url, "GET /x HTTP/1.1\nHost: a");
      expect(text).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n/);
      expect(text).toContain("cache-control: no-store\r\n");
      expect(text).toMatch(/\r\n\r\nInternal Server Error$/);
      expect(reports).toEqual([{ method: "GET", url: "/x" }]);
    });

    test("does not take the server with it when the report fails too, or a promise that is not awaited", async () => {
      const logged = vi.spyOn(console, "error").mockImplementation(() => {});
      const { url } = await served(
        ({ waitUntil }) => {
          waitUntil(Promise.reject(new Error("later")));
          throw new Error("now");
        },
        {
          onError: () => {
            throw new Error("the log is full");
          },
        },
      );
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toMatch(/^HTTP\/1\.1 500 /);
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toMatch(/^HTTP\/1\.1 500 /);
      expect(logged.mock.calls.map(String)).toContain("Error: the log is full");
      logged.mockRestore();
    });
  });

  function pick(request: FailedRequest | undefined): FailedRequest {
    return { method: request?.method, url: request?.url };
  }

  describe("slow clients", () => {
    test("that do not finish their head get a 408", async () => {
      const { url } = await served(echo, { headersTimeoutMs: 200 });
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n");
      expect((await client.closed).text).toMatch(/^HTTP\/1\.1 408 /);
    });

    test("that send nothing at all are closed", async () => {
      const { url } = await served(echo, { headersTimeoutMs: 200 });
      const client = await rawClient(url);
      await client.closed;
    });

    test("that do not finish their body are closed, and the handler's read fails", async () => {
      let failed = (_: unknown) => {};
      const failure = new Promise<unknown>((resolve) => {
        failed = resolve;
      });
      const { url } = await served(
        async ({ request }) => {
          try {
            return new Response(await request.text());
          } catch (error) {
            failed(error);
            throw error;
          }
        },
        { headersTimeoutMs: 200, requestTimeoutMs: 200, onError: () => {} },
      );
      const client = await rawClient(url);
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
      expect((await client.closed).text).toMatch(/^HTTP\/1\.1 408 |^$/);
      expect(await failure).toBeInstanceOf(Error);
    });

    test("that are idle between two requests are closed after keepAliveTimeoutMs", async () => {
      const { url } = await served(echo, { keepAliveTimeoutMs: 100 });
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const { text } = await client.closed;
      expect(text).toContain("Connection: keep-alive\r\n");
    });
  });

  describe("listening", () => {
    test("on a port in use is refused with what to do", async () => {
      const { url } = await served(echo);
      const { port } = new URL(url);
      await expect(serve(echo, { port: Number(port) })).rejects.toMatchObject({
        code: "EADDRINUSE",
        message: `cannot listen on 127.0.0.1:${port}: the port is in use; stop the program that uses it, or choose another port (0 for a free one)`,
      });
    });

    test("on an address of another machine is refused", async () => {
      await expect(serve(echo, { port: 0, host: "192.0.2.1" })).rejects.toThrow(
        "cannot listen on 192.0.2.1:0: the address is none of this machine's",
      );
    });

    test("with a bad option is refused", async () => {
      await expect(serve(echo, { prot: 8080 } as never)).rejects.toThrow(
        "options.prot is unknown; did you mean port? allowed:",
      );
      await expect(serve(echo, { port: 1.5 })).rejects.toThrow("port is 1.5; allowed: whole numbers from 0 to 65535");
      await expect(serve(echo, { trustProxy: ["x"] })).rejects.toThrow('trustProxy is "x"; allowed:');
    });
  });

  describe("TLS", () => {
    const pem = (name: string) => readFile(new URL(`../../fixtures/localhost.${name}.pem`, import.meta.url), "utf8");

    test("serves https", async () => {
      const [key, cert] = [await pem("key"), await pem("cert")];
      const { url } = await served(echo, { tls: { key, cert } });
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const client = await rawClient(url, { ca: cert });
      client.send("GET /x HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
      const { text } = await client.closed;
      expect(text).toContain('"url":"https://a.example/x"');
      expect(text).toContain('"protocol":"https"');
    });

    test("outlives a client that does not speak it", async () => {
      const [key, cert] = [await pem("key"), await pem("cert")];
      const { url } = await served(echo, { tls: { key, cert } });
      await rawRequest(url.replace("https", "http"), "GET / HTTP/1.1\nHost: a");
      const client = await rawClient(url, { ca: cert });
      client.send("GET /x HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
      expect((await client.closed).text).toMatch(/^HTTP\/1\.1 200 /);
    });

    test("with a key that is none is refused", async () => {
      const cert = await pem("cert");
      await expect(serve(echo, { port: 0, tls: { key: "no key", cert } })).rejects.toThrow(
        "tls: key and cert cannot be used: ",
      );
    });

    test("with the key of another certificate is refused", async () => {
      const cert = await pem("cert");
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const key = privateKey.export({ type: "pkcs8", format: "pem" });
      await expect(serve(echo, { port: 0, tls: { key, cert } })).rejects.toThrow(
        "tls: key and cert cannot be used: they do not belong together",
      );
    });
  });
}
