import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import { type AccessRecord, SourceError } from "@understudy/core";
import { fastify } from "fastify";
import { afterEach, describe, expect, test } from "vitest";
import { rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";

export function describeErrorResponder({ createErrorResponder }: TestedAdapter): void {
  describe("createErrorResponder, in Fastify", () => {
    const ends: (() => unknown)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0)) await end();
    });

    /** An app with plugins and hooks, whose every request but `/local` fails with a corrupt image. */
    async function app(secondary: RequestListener) {
      const server = createServer(secondary).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      ends.push(() => {
        server.closeAllConnections();
        server.close();
      });
      const records: AccessRecord[] = [];
      const respond = createErrorResponder({
        rootUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        onRecord: (record) => void records.push(record),
      });
      const served = fastify({ forceCloseConnections: true });
      await served.register(cors, { origin: "http://shop.example" });
      await served.register(cookie);
      served.addHook("onRequest", async (request, reply) => void reply.header("x-request-id", request.id));
      served.addHook("onSend", async (_request, reply) => void reply.header("x-sent", "1"));
      served.get("/*", (request, reply) => {
        reply.setCookie("session", "1");
        throw request.url === "/local" ? new TypeError("a bug") : new SourceError("image-corrupt");
      });
      served.setErrorHandler(async (error: Error, request, reply) => {
        const result = await respond(error, request.raw, reply.raw);
        if (result.kind === "local") return reply.code(418).send(error.message);
        const { response } = result;
        if (request.method !== "HEAD") return reply.send(response);
        // Fastify's own HEAD routes take no Response.
        for (const [name, value] of response.headers) reply.header(name, value);
        return reply.code(response.status).send(Readable.from([]));
      });
      ends.push(() => served.close());
      return { url: await served.listen({ port: 0, host: "127.0.0.1" }), records };
    }

    test("what hooks and plugins set stays, beside the secondary's status, reason, fields and body", async () => {
      const { url, records } = await app((request, response) => {
        const headers = { "content-type": "image/png", "content-length": 3, "set-cookie": "other=2" };
        response.writeHead(203, "Good Twin", headers).end(request.url === "/a?b='c'" ? "yes" : "no ");
      });
      const text = await rawRequest(url, "GET /a?b='c' HTTP/1.1\nHost: a\nOrigin: http://shop.example");
      expect(text).toMatch(/^HTTP\/1\.1 203 Good Twin\r\n/);
      expect(text).toContain("access-control-allow-origin: http://shop.example\r\n");
      expect(text).toMatch(/x-request-id: \S+\r\n/);
      expect(text).toContain("x-sent: 1\r\n");
      expect(text).toMatch(/set-cookie: session=1.*\r\nset-cookie: other=2\r\n/);
      expect(text).toContain("content-type: image/png\r\n");
      expect(text).toContain("content-length: 3\r\n");
      expect(text.endsWith("\r\n\r\nyes")).toBe(true);
      expect(records[0]).toMatchObject({ status: 203, cacheUse: "REMOTE", bodyBytes: 3, complete: true });
    });

    test("what is not redirected is the framework's to answer", async () => {
      const { url } = await app((_request, response) => response.end());
      expect(await rawRequest(url, "GET /local HTTP/1.1\nHost: a")).toMatch(/^HTTP\/1\.1 418 .*a bug$/s);
    });

    test.each([
      ["205", "GET", 205, /^HTTP\/1\.1 205 .*content-length: 0\r\n/is],
      ["204", "GET", 204, /^HTTP\/1\.1 204 (?!.*content-length)/is],
      ["HEAD", "HEAD", 200, /^HTTP\/1\.1 200 .*content-length: 5\r\n/is],
    ])("a head fits its body: %s", async (_name, method, status, expected) => {
      const { url } = await app((_request, response) => {
        response.writeHead(status, status === 204 ? {} : { "content-length": 5 }).end("hello");
      });
      const text = await rawRequest(url, `${method} / HTTP/1.1\nHost: a`);
      expect(text).toMatch(expected);
      expect(text.endsWith("\r\n\r\n")).toBe(true);
    });

    test("a transfer that breaks cuts the connection (X08)", async () => {
      const { url, records } = await app((_request, response) => {
        response.writeHead(200, { "content-type": "text/plain" });
        response.write("first", () => setTimeout(() => response.destroy(), 50));
      });
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      const { text } = await client.closed;
      expect(text).toContain("first");
      expect(text).not.toContain("\r\n0\r\n\r\n");
      expect(records[0]).toMatchObject({ complete: false, exception: "response-incomplete" });
    });

    test("when the client leaves, the request to the secondary ends (X09)", async () => {
      let ended = () => {};
      const end = new Promise<void>((resolve) => {
        ended = resolve;
      });
      let came = () => {};
      const arrival = new Promise<void>((resolve) => {
        came = resolve;
      });
      const { url } = await app((request) => {
        request.socket.once("close", ended);
        came();
      });
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await arrival;
      client.socket.destroy();
      await end;
    });

    test("refuses an unknown option", () => {
      expect(() => createErrorResponder({ rootURL: "http://a" } as never)).toThrow("did you mean rootUrl?");
    });
  });
}
