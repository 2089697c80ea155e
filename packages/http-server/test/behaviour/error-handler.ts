import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type AccessRecord, SourceError } from "@understudy/core";
import { afterEach, describe, expect, test } from "vitest";
import { rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";

export function describeErrorHandler({ createErrorHandler }: TestedAdapter): void {
  describe("createErrorHandler", () => {
    const open: { close(): void; closeAllConnections(): void }[] = [];
    afterEach(() => {
      for (const server of open.splice(0)) {
        server.close();
        server.closeAllConnections();
      }
    });

    async function listening(listener: RequestListener): Promise<string> {
      const server = createServer(listener);
      open.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    /** A framework's server, whose every request fails; what is passed on is answered with 418 and the message. */
    async function framework(failure: unknown, rootUrl: string, change: (request: IncomingMessage) => void = () => {}) {
      let onRecord = (_: AccessRecord) => {};
      const record = new Promise<AccessRecord>((resolve) => {
        onRecord = resolve;
      });
      const handle = createErrorHandler({ rootUrl, onRecord, onError: () => {} });
      const url = await listening((request, response) => {
        change(request);
        handle(failure, request, response, (passedOn) => {
          if (response.headersSent) return void response.end();
          response.writeHead(418).end((passedOn as Error).message);
        });
      });
      return { url, record };
    }

    const GET = "GET /shop/a?wid=1 HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";

    test("a source error gets the secondary's answer, asked for by the URL as the client wrote it", async () => {
      const rootUrl = await listening((request, response) => {
        response.writeHead(203, "Good Twin", { "set-cookie": ["a=1", "b=2"] }).end(`of ${request.url}`);
      });
      const { url, record } = await framework(new SourceError("image-corrupt"), rootUrl, (request) => {
        Object.assign(request, { originalUrl: request.url, url: "/a?wid=1" });
      });
      const text = await rawRequest(url, GET);
      expect(text).toMatch(/^HTTP\/1\.1 203 Good Twin\r\n/);
      expect(text).toContain("set-cookie: a=1\r\nset-cookie: b=2\r\n");
      expect(text).toContain("of /shop/a?wid=1");
      expect(await record).toMatchObject({ status: 203, cacheUse: "REMOTE", complete: true });
    });

    test.each([
      ["a bug (R08)", new TypeError("x is not a function")],
      ["an image that is in no catalog (R02)", new SourceError("image-not-in-catalog", { message: "no such image" })],
    ])("%s is passed on to the framework", async (_, failure) => {
      const { url } = await framework(failure, "http://127.0.0.1:9");
      const text = await rawRequest(url, GET);
      expect(text).toMatch(/^HTTP\/1\.1 418 /);
      expect(text).toContain(failure.message);
    });

    test("a secondary that gives no answer is a text error (R15)", async () => {
      const gone = await listening(() => {});
      const closed = open.pop()!;
      await new Promise<void>((resolve) => {
        (closed as unknown as { close(done: () => void): void }).close(resolve);
      });
      const { url } = await framework(new SourceError("image-corrupt"), gone);
      const text = await rawRequest(url, GET);
      expect(text).toMatch(/^HTTP\/1\.1 502 /);
      expect(text).toContain("proxy-status: ");
    });

    test("a transfer that breaks cuts the connection (X08)", async () => {
      const rootUrl = await listening((_request, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write("first", () => response.destroy());
      });
      const { url, record } = await framework(new SourceError("image-corrupt"), rootUrl);
      const client = await rawClient(url);
      client.send(GET);
      const { text } = await client.closed;
      expect(text.slice(text.indexOf("\r\n\r\n") + 4)).toBe("first");
      expect(await record).toMatchObject({ complete: false, exception: "response-incomplete" });
    });

    test("a response that the framework has begun is left to it", async () => {
      const handle = createErrorHandler({ rootUrl: "http://127.0.0.1:9" });
      const url = await listening((request, response) => {
        response.write("begun, ");
        handle(new SourceError("image-corrupt"), request, response, () => response.end("ended"));
      });
      expect(await rawRequest(url, GET)).toMatch(/begun, .*ended/s);
    });

    test("refuses an option that neither redirect on error nor a middleware has", () => {
      expect(() => createErrorHandler({ trustProxi: true } as never)).toThrow(
        "options.trustProxi is unknown; did you mean trustProxy? allowed: rootUrl, connectTimeoutMs",
      );
      expect(() => createErrorHandler({ rootUrl: "http://127.0.0.1:9", trustProxy: true })).not.toThrow();
    });

    test("has the four parameters by which Express knows an error handler", () => {
      expect(createErrorHandler()).toHaveLength(4);
    });
  });
}
