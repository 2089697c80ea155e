import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gunzipSync } from "node:zlib";
import { type AccessRecord, SourceError } from "@understudy/core";
import compression from "compression";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";

export function describeErrorHandler({ createErrorHandler, packageName }: TestedAdapter): void {
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

    test.each([
      ["GET", 171],
      ["HEAD", 0],
    ])(
      "the record of what the framework answers has its status, its bytes and the primary's time: %s",
      async (method, bytes) => {
        let onRecord = (_: AccessRecord) => {};
        const record = new Promise<AccessRecord>((resolve) => {
          onRecord = resolve;
        });
        const handle = createErrorHandler({ rootUrl: "http://127.0.0.1:9", onRecord, onError: () => {} });
        const url = await listening((request, response) => {
          setTimeout(() => {
            handle(new SourceError("image-not-in-catalog"), request, response, () => {
              response.writeHead(404, { "content-type": "text/html" });
              response.write("é".repeat(50));
              response.end("x".repeat(71));
            });
          }, 60);
        });
        expect(await rawRequest(url, GET.replace("GET", method))).toMatch(/^HTTP\/1\.1 404 /);
        const { totalTimeMs, ...rest } = await record;
        expect(rest).toMatchObject({
          status: 404,
          bodyBytes: bytes,
          complete: true,
          contentType: "text/html",
          processingStatus: 1,
        });
        // Bun does not say when a request arrived.
        expect(totalTimeMs).toBeGreaterThan(packageName.endsWith("bun") ? 0 : 50);
      },
    );

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
      let breakOff = () => {};
      const rootUrl = await listening((_request, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write("first");
        breakOff = () => response.destroy();
      });
      const { url, record } = await framework(new SourceError("image-corrupt"), rootUrl);
      const client = await rawClient(url);
      client.send(GET);
      await client.until("first");
      breakOff();
      const { text } = await client.closed;
      expect(text.slice(text.indexOf("\r\n\r\n") + 4)).toBe("first");
      expect(await record).toMatchObject({ complete: false, exception: "response-incomplete" });
    });

    test.each([
      ["in ISO-8859-1", 'attachment; filename="\xfcber.png"'],
      ["in UTF-8", 'attachment; filename="\xc3\xbcber.png"'],
      ["whose characters end in the bytes of line ends", "a\xc4\x8d\xc4\x8aSet-Cookie: sid=evil\xc4\x8d\xc4\x8a"],
    ])("a file name %s, behind the length, leaves as the bytes that came", async (_name, value) => {
      const secondary = createTcpServer((socket) => {
        socket.on("error", () => {});
        const head = `HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Disposition: ${value}\r\n\r\nhi`;
        socket.once("data", () => socket.end(Buffer.from(head, "latin1")));
      });
      await new Promise<void>((resolve) => secondary.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void secondary.close());
      const rootUrl = `http://127.0.0.1:${(secondary.address() as AddressInfo).port}`;
      const handle = createErrorHandler({ rootUrl });
      const url = await listening((request, response) => {
        // As a framework does, which makes the adapter set field by field.
        response.setHeader("x-powered-by", "tests");
        response.setHeader("content-length", "7");
        handle(new SourceError("image-corrupt"), request, response, () => response.end());
      });
      const text = await rawRequest(url, GET);
      expect(text).toContain(`\r\nContent-Disposition: ${value}\r\n`);
      expect(text.endsWith("\r\n\r\nhi")).toBe(true);
      expect(text).not.toMatch(/^set-cookie/im);
    });

    test("a response that the framework has begun is left to it", async () => {
      const handle = createErrorHandler({ rootUrl: "http://127.0.0.1:9" });
      const url = await listening((request, response) => {
        response.write("begun, ");
        handle(new SourceError("image-corrupt"), request, response, () => response.end("ended"));
      });
      expect(await rawRequest(url, GET)).toMatch(/begun, .*ended/s);
    });

    describe("behind compression, which drops the callback of write", () => {
      const MIB = 1024 * 1024;
      const css = (bytes: number) => Buffer.from(".a { color: red }\n".repeat(Math.ceil(bytes / 18)));

      /** Express's `compression` in front of the error handler. */
      async function compressed(secondary: RequestListener, { version = "1.1" } = {}) {
        const rootUrl = await listening(secondary);
        let onRecord = (_: AccessRecord) => {};
        const record = new Promise<AccessRecord>((resolve) => {
          onRecord = resolve;
        });
        const handle = createErrorHandler({ rootUrl, onRecord, onError: () => {} });
        const compress = compression() as unknown as (...given: unknown[]) => void;
        const url = await listening((request, response) =>
          compress(request, response, () => handle(new SourceError("image-corrupt"), request, response, () => {})),
        );
        const client = await rawClient(url);
        const close = version === "1.1" ? "Host: a\r\nConnection: close\r\n" : "";
        client.send(`GET /a.css HTTP/${version}\r\n${close}Accept-Encoding: gzip\r\n\r\n`);
        return { client, record };
      }

      const headOf = (text: string) => text.slice(0, text.indexOf("\r\n\r\n") + 4).toLowerCase();

      /** What was in the chunks. */
      function bodyOf(text: string): Buffer {
        const pieces: string[] = [];
        let rest = text.slice(text.indexOf("\r\n\r\n") + 4);
        for (;;) {
          const size = Number.parseInt(rest, 16);
          if (!(size > 0)) return Buffer.from(pieces.join(""), "latin1");
          const start = rest.indexOf("\r\n") + 2;
          pieces.push(rest.slice(start, start + size));
          rest = rest.slice(start + size + 2);
        }
      }

      test.each([
        ["200 kB with a length", 200_000, true],
        ["66 kB in chunks", 66_000, false],
        ["5 MiB with a length", 5 * MIB, true],
      ])("%s is whole, and compressed", async (_name, bytes, hasLength) => {
        const body = css(bytes);
        const { client, record } = await compressed((_request, response) => {
          response.setHeader("content-type", "text/css");
          if (hasLength) response.setHeader("content-length", body.byteLength);
          for (let at = 0; at < body.byteLength; at += 10_000) response.write(body.subarray(at, at + 10_000));
          response.end();
        });
        const { text } = await client.closed;
        expect(headOf(text)).toContain("content-encoding: gzip\r\n");
        expect(gunzipSync(bodyOf(text)).equals(body)).toBe(true);
        expect(await record).toMatchObject({ bodyBytes: body.byteLength, complete: true });
      });

      test("what it leaves alone is whole, too", async () => {
        const body = css(200_000);
        const { client } = await compressed((_request, response) => {
          response.writeHead(200, { "content-type": "image/jpeg", "content-length": body.byteLength }).end(body);
        });
        const { text } = await client.closed;
        expect(headOf(text)).toContain(`content-length: ${body.byteLength}\r\n`);
        expect(text.slice(headOf(text).length)).toBe(body.toString("latin1"));
      });

      test("a transfer that breaks is cut (X08)", async () => {
        const { client, record } = await compressed((_request, response) => {
          response.writeHead(200, { "content-type": "text/css", "content-length": 200_000 });
          response.write(css(150_000), () => response.destroy());
        });
        const { text } = await client.closed;
        expect(text).not.toContain("\r\n0\r\n\r\n");
        expect(await record).toMatchObject({ complete: false, exception: "response-incomplete" });
      });

      test("to HTTP/1.0 it is cut by a reset, as compression takes the length away", async () => {
        let cut = () => {};
        const { client, record } = await compressed(
          (_request, response) => {
            response.writeHead(200, { "content-type": "text/css", "content-length": 3 * MIB });
            response.write(Buffer.from(Array.from({ length: MIB }, () => Math.random() * 256)));
            cut = () => response.destroy();
          },
          { version: "1.0" },
        );
        await client.until("\r\n\r\n");
        cut();
        expect((await client.closed).reset).toBe(true);
        expect(await record).toMatchObject({ complete: false });
      });

      test("the secondary is read as fast as the client reads", async () => {
        let sent = 0;
        const noise = Buffer.from(Array.from({ length: 256 * 1024 }, () => Math.random() * 256));
        const { client, record } = await compressed((_request, response) => {
          response.writeHead(200, { "content-type": "text/css" });
          const more = () => {
            while (!response.destroyed) {
              sent += noise.byteLength;
              if (!response.write(noise)) break;
            }
          };
          response.on("drain", more);
          more();
        });
        client.socket.pause();
        let before = -1;
        while (before !== sent) {
          before = sent;
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
        expect(sent).toBeLessThan(64 * MIB);
        client.socket.destroy();
        expect(await record).toMatchObject({ complete: false, status: 499 });
      });
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
