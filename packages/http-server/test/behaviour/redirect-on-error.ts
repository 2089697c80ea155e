import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { type AccessRecord, SourceError } from "@understudy/core";
import { expect, onTestFinished, test } from "vitest";
import { listeningServers } from "../listening-servers.ts";
import { rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

export function describeRedirectOnError(adapter: TestedAdapter): void {
  const { createErrorRedirect, redirectOnError } = adapter;
  const served = servedBy(adapter);
  const secondary = listeningServers();

  const brokenImage = () => {
    throw new SourceError("image-corrupt");
  };

  /** A primary whose every image is broken, and the record of its only request. */
  async function primary(rootUrl: string) {
    let onRecord = (_: AccessRecord) => {};
    const record = new Promise<AccessRecord>((resolve) => {
      onRecord = resolve;
    });
    const errors: unknown[] = [];
    const { url } = await served(redirectOnError(brokenImage, { rootUrl, onRecord }), {
      onError: (error) => void errors.push(error),
    });
    return { url, record, errors };
  }

  const GET = "GET /is/image/a HTTP/1.1\r\nHost: a.example\r\n\r\n";

  test("a connection that stands in time counts, also when the process was too busy to see it", async () => {
    const rootUrl = await secondary((_request, response) => response.end("from the secondary"));
    const busy = () => {
      // By then the connection is being made.
      setImmediate(() => {
        const untilMs = performance.now() + 400;
        while (performance.now() < untilMs);
      });
      throw new SourceError("image-corrupt");
    };
    const { url } = await served(redirectOnError(busy, { rootUrl, connectTimeoutMs: 100 }));
    expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toMatch(/^HTTP\/1\.1 200 .*from the secondary/s);
  });

  test("the secondary's answer reaches the client, the client's address the secondary", async () => {
    const rootUrl = await secondary((request, response) => {
      response.writeHead(404, "Not Here", { "set-cookie": ["a=1", "b=2"] });
      response.end(`for ${request.headers["x-forwarded-for"]}, ${request.headers["x-forwarded-host"]}`);
    });
    const { url, record } = await primary(rootUrl);
    const text = await rawRequest(url, GET);
    expect(text).toMatch(/^HTTP\/1\.1 404 Not Here\r\n/);
    expect(text).toContain("set-cookie: a=1\r\nset-cookie: b=2\r\n");
    expect(text).toContain("for 127.0.0.1, a.example");
    expect(await record).toMatchObject({
      status: 404,
      cacheUse: "REMOTE",
      clientAddress: "127.0.0.1",
      bodyBytes: 24,
      complete: true,
    });
  });

  test.each([
    ["without Content-Length", {}],
    ["with Content-Length", { "content-length": "1000" }],
  ])("a secondary that breaks off, %s: the client is cut, and the record says so (X08)", async (_name, headers) => {
    let breakOff = () => {};
    const rootUrl = await secondary((_request, response) => {
      response.writeHead(200, headers);
      response.write("first");
      breakOff = () => response.destroy();
    });
    const { url, record, errors } = await primary(rootUrl);
    const client = await rawClient(url);
    client.send(GET);
    await client.until("first");
    breakOff();
    const { text } = await client.closed;
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).not.toContain("\r\n0\r\n");
    expect(text.slice(text.indexOf("\r\n\r\n")).length).toBeLessThan(1000);
    expect(await record).toMatchObject({ status: 200, cacheUse: "REMOTE", complete: false });
    // It is in the record; that is enough.
    expect(errors).toEqual([]);
  });

  test.each([
    ["a chunk that is none", "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\nzz\r\n"],
    ["chunks without the last one", "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"],
    ["chunks without any", "Transfer-Encoding: chunked\r\n\r\n"],
    ["less than its length", "Content-Length: 9\r\n\r\nfirst"],
  ])(
    "a secondary whose answer breaks before any of it has left, %s: a text error, and no cut (R15)",
    async (_, rest) => {
      const server = createTcpServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void server.close());
      const { url, record, errors } = await primary(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const text = await rawRequest(url, GET);
      expect(text).toMatch(/^HTTP\/1\.1 502 /);
      expect(text).toMatch(/^proxy-status: .*error="?http_response_incomplete/im);
      expect(text).not.toContain("first");
      expect(await record).toMatchObject({
        status: 502,
        cacheUse: "REMOTE",
        complete: true,
        exception: "response-incomplete",
      });
      expect(errors).toEqual([]);
    },
  );

  test("a POST is forwarded after the primary has read its body", async () => {
    const rootUrl = await secondary((request, response) => {
      request.pipe(response);
    });
    const handler = redirectOnError(
      async ({ request }) => {
        await request.text();
        return brokenImage();
      },
      { rootUrl },
    );
    const { url } = await served(handler);
    const text = await rawRequest(url, "POST /is/image/a HTTP/1.1\nHost: a\nContent-Length: 4", "body");
    expect(text).toMatch(/^HTTP\/1\.1 200 .*body/s);
  });

  test.each(["before the head", "in the body"])(
    "a client that leaves %s ends the request to the secondary (X09)",
    async (when) => {
      let arrive = () => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      let leave = () => {};
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      const rootUrl = await secondary((request, response) => {
        request.socket.once("close", leave);
        if (when === "in the body") response.write("first");
        arrive();
      });
      const { url, record, errors } = await primary(rootUrl);
      const client = await rawClient(url);
      client.send(GET);
      await (when === "in the body" ? client.until("first") : arrived);
      client.socket.destroy();
      await left;
      expect(await record).toMatchObject({ status: 499, complete: false });
      // That a client leaves is no error of anybody here.
      expect(errors).toEqual([]);
    },
  );

  test("createErrorRedirect uses the exact transport, too: a Host of its own reaches the secondary", async () => {
    const rootUrl = await secondary((request, response) => response.end(request.headers.host));
    const result = await createErrorRedirect({ rootUrl })(
      new SourceError("image-corrupt"),
      new Request("http://a.example/is/image/a"),
    );
    expect(result.kind).toBe("remote");
    expect(result.kind !== "local" && (await result.response.text())).toBe(new URL(rootUrl).host);
  });
}
