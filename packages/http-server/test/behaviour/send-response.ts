import { once } from "node:events";
import type { SendOutcome } from "@understudy/core/adapter";
import { describe, expect, test } from "vitest";
import { type RawClient, rawClient, rawRequest } from "../raw-client.ts";
import { testOf } from "../test-of.ts";
import type { TestedAdapter } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

export function describeResponses(adapter: TestedAdapter): void {
  const served = servedBy(adapter);
  const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const MIB = 1024 * 1024;
  const encoder = new TextEncoder();

  /** A body of some chunks, which then breaks or ends. */
  function body(chunks: string[], failure?: Error): ReadableStream<Uint8Array> {
    const rest = [...chunks];
    return new ReadableStream({
      pull(controller) {
        const chunk = rest.shift();
        if (chunk !== undefined) controller.enqueue(encoder.encode(chunk));
        else if (failure) controller.error(failure);
        else controller.close();
      },
    });
  }

  /** The text after the head. */
  function bodyOf(text: string): string {
    return text.slice(text.indexOf("\r\n\r\n") + 4);
  }

  async function exchange(url: string, head = GET): Promise<{ text: string; reset: boolean }> {
    const client = await rawClient(url);
    client.send(head);
    return client.closed;
  }

  describe("a broken body never looks complete (X08)", () => {
    const broken = new Error("the disk is gone");
    const quiet = { onError: () => {} };

    test("without Content-Length: no last chunk", async () => {
      const { url } = await served(() => new Response(body(["first"], broken)), quiet);
      const { text } = await exchange(url);
      expect(text).toContain("Transfer-Encoding: chunked\r\n\r\n5\r\nfirst");
      expect(text).not.toContain("\r\n0\r\n");
    });

    test("with Content-Length: fewer bytes than that", async () => {
      const headers = { "content-length": "10" };
      const { url } = await served(() => new Response(body(["first"], broken), { headers }), quiet);
      const { text } = await exchange(url);
      expect(text).toContain("content-length: 10\r\n");
      expect(bodyOf(text)).toBe("first");
    });

    test("that breaks after all the bytes of its Content-Length: still cut", async () => {
      const headers = { "content-length": "10" };
      const { url } = await served(() => new Response(body(["first", "final"], broken), { headers }), quiet);
      expect(bodyOf((await exchange(url)).text).length).toBeLessThan(10);
    });

    test("before its first chunk: no complete answer", async () => {
      const { url } = await served(() => new Response(body([], broken)), quiet);
      expect((await exchange(url)).text).not.toContain("\r\n0\r\n");
    });

    test("to HTTP/1.0, where the end of the connection ends the body: a reset", async () => {
      let fail = (_: Error) => {};
      const failing = new ReadableStream({
        start(controller) {
          controller.enqueue(encoder.encode("first"));
          fail = (error) => controller.error(error);
        },
      });
      const { url } = await served(() => new Response(failing), quiet);
      const client = await rawClient(url);
      client.send("GET / HTTP/1.0\r\n\r\n");
      await client.until("first");
      fail(broken);
      const { text, reset } = await client.closed;
      expect(text).not.toContain("Transfer-Encoding");
      expect(reset).toBe(true);
    });

    test.each([
      ["longer", ["0123456789", "x"], "at least 11"],
      ["longer in one chunk", ["0123456789x"], "at least 11"],
      ["shorter", ["01234"], "5"],
      ["empty", [], "0"],
    ])("that is %s than its Content-Length", async (_name, chunks, found) => {
      const errors: unknown[] = [];
      const onError = (error: unknown) => void errors.push(error);
      const headers = { "content-length": "10" };
      const { url } = await served(() => new Response(body(chunks), { headers }), { onError });
      expect(bodyOf((await exchange(url)).text).length).toBeLessThan(10);
      expect(String(errors[0])).toContain(`has ${found} bytes and its Content-Length is 10`);
    });

    test("the same without any body: a 500, as nothing has left", async () => {
      const { url } = await served(() => new Response(null, { headers: { "content-length": "10" } }), quiet);
      const { text } = await exchange(url, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      expect(text).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n/);
    });

    test.each([
      ["alone", ""],
      ["behind another one in a pipeline", "GET /first HTTP/1.1\r\nHost: a\r\n\r\n"],
    ])("that breaks before its head has left, %s: no answer that nobody gave", async (_name, before) => {
      const { url } = await served(async ({ request }) => {
        if (request.url.endsWith("/first")) return new Response("the first answer");
        // Late enough for what is in front to have left.
        await new Promise((resolve) => setTimeout(resolve, 50));
        return new Response(body(["all at once"], broken), { headers: { "content-length": "11", "x-given": "yes" } });
      }, quiet);
      const { text } = await exchange(url, `${before}GET /broken HTTP/1.1\r\nHost: a\r\n\r\n`);
      const behind = text.slice(before === "" ? 0 : text.indexOf("the first answer") + "the first answer".length);
      expect(behind).toMatch(/^$|x-given: yes/i);
      expect(behind).not.toContain("all at once");
    });

    test("is reported with the request", async () => {
      const reports: unknown[][] = [];
      const { url } = await served(() => new Response(body(["first"], broken)), {
        onError: (error, request) => void reports.push([error, request?.url]),
      });
      await exchange(url, "GET /is/image/a HTTP/1.1\r\nHost: a\r\n\r\n");
      expect(reports).toEqual([[broken, "/is/image/a"]]);
    });

    test("does not take down the response before it in a pipeline", async () => {
      let answerFirst = (_: Response) => {};
      const first = new Promise<Response>((resolve) => {
        answerFirst = resolve;
      });
      const { url } = await served(({ request }) => {
        if (request.url.endsWith("/first")) return first;
        setImmediate(() => answerFirst(new Response("the first answer")));
        return new Response(body(["second"], broken));
      }, quiet);
      const client = await rawClient(url);
      client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n");
      const { text } = await client.closed;
      expect(text).toMatch(/content-length: 16\r\n.*\r\n\r\nthe first answer/s);
      expect(text).not.toContain("\r\n0\r\n\r\n");
    });

    test.each([
      ["of a few bytes", 20],
      ["of 1.5 MB", 1_500_000],
    ])("long before the response in front of it in a pipeline, %s, begins", async (_name, length) => {
      const firstBody = "f".repeat(length);
      const { url } = await served(async ({ request }) => {
        if (request.url.endsWith("/second")) return new Response(body(["second"], broken));
        await new Promise((resolve) => setTimeout(resolve, 50));
        return new Response(firstBody, { headers: { "content-length": String(length) } });
      }, quiet);
      const client = await rawClient(url);
      client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n");
      const { text } = await client.closed;
      // The first one is whole, and the second never looks so.
      expect(text.match(/f+/g)?.find((part) => part.length > 10)?.length).toBe(length);
      expect(text).not.toContain("\r\n0\r\n\r\n");
    });
  });

  test("a field value in Latin-1 is sent as it is, also when the head goes before the body", async () => {
    let goOn = () => {};
    const later = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const late = new ReadableStream<Uint8Array>({
      async start(controller) {
        await later;
        controller.enqueue(encoder.encode("the body"));
        controller.close();
      },
    });
    const { url } = await served(() => new Response(late, { headers: { "x-name": "caf\u00e9" } }));
    const client = await rawClient(url);
    client.send(GET);
    expect(await client.until("\r\n\r\n")).toContain("x-name: caf\u00e9\r\n");
    goOn();
    await client.until("\r\n0\r\n\r\n");
    client.socket.destroy();
  });

  describe("lengths", () => {
    const length = { headers: { "content-length": "1234" } };
    test.each([
      ["HEAD keeps the handler's length", "HEAD", () => new Response(null, length), /content-length: 1234\r\n/],
      ["HEAD of a response with a body", "HEAD", () => new Response("text"), /^(?!.*content-length)/is],
      ["204", "GET", () => new Response(null, { status: 204 }), /^(?!.*(content-length|transfer-encoding))/is],
      ["204 has none", "GET", () => new Response(null, { status: 204, ...length }), /^(?!.*content-length)/is],
      ["205", "GET", () => new Response(null, { status: 205 }), /content-length: 0\r\n/],
      ["205 has no other", "GET", () => new Response(null, { status: 205, ...length }), /content-length: 0\r\n/],
      ["304", "GET", () => new Response(null, { status: 304 }), /^(?!.*(content-length|transfer-encoding))/is],
      ["304 keeps its own", "GET", () => new Response(null, { status: 304, ...length }), /content-length: 1234\r\n/],
      ["no body", "GET", () => new Response(null), /content-length: 0\r\n/],
    ])("%s", async (_name, method, respond, expected) => {
      const { url } = await served(respond);
      const text = await rawRequest(url, `${method} / HTTP/1.1\nHost: a`);
      expect(text).toMatch(expected);
      expect(bodyOf(text)).toBe("");
    });

    test("a known length is kept", async () => {
      const headers = { "content-length": "10" };
      const { url } = await served(() => new Response(body(["01234", "56789"]), { headers }));
      const text = await rawRequest(url, "GET / HTTP/1.1\nHost: a");
      expect(text).toContain("content-length: 10\r\n");
      expect(text).not.toContain("Transfer-Encoding");
      expect(bodyOf(text)).toBe("0123456789");
    });

    test.each([
      ["bytes", () => new Response("0123456789")],
      ["a stream that is all there at once", () => new Response(body(["01234", "56789"]))],
    ])("that of %s is found out and sent", async (_, answer) => {
      const { url } = await served(answer);
      const text = await rawRequest(url, "GET / HTTP/1.1\nHost: a");
      expect(text).toContain("content-length: 10\r\n");
      expect(text).not.toContain("Transfer-Encoding");
      expect(bodyOf(text)).toBe("0123456789");
      expect((await exchange(url, "GET / HTTP/1.0\r\n\r\n")).text).toContain("content-length: 10\r\n");
    });

    test("an unknown one means chunks, or for HTTP/1.0 the end of the connection", async () => {
      const slow = () => {
        const chunks = ["01234", "56789"];
        return new ReadableStream<Uint8Array>({
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            const chunk = chunks.shift();
            if (chunk === undefined) controller.close();
            else controller.enqueue(encoder.encode(chunk));
          },
        });
      };
      const { url } = await served(() => new Response(slow()));
      const text = await rawRequest(url, "GET / HTTP/1.1\nHost: a");
      expect(bodyOf(text)).toBe("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n");
      const old = await exchange(url, "GET / HTTP/1.0\r\n\r\n");
      expect(old.text).toContain("Connection: close\r\n");
      expect(bodyOf(old.text)).toBe("0123456789");
      expect(old.reset).toBe(false);
    });
  });

  describe("the head", () => {
    test("carries status text, each cookie, and no fields of the handler's own connection", async () => {
      const { url } = await served(() => {
        const response = new Response(null, {
          status: 299,
          statusText: "Not Quite",
          headers: { connection: "x-gone" },
        });
        response.headers.append("set-cookie", "a=1");
        response.headers.append("set-cookie", "b=2");
        response.headers.set("keep-alive", "timeout=99");
        response.headers.set("upgrade", "h2c");
        return response;
      });
      const text = await rawRequest(url, "GET / HTTP/1.1\nHost: a");
      expect(text).toMatch(/^HTTP\/1\.1 299 Not Quite\r\n/);
      expect(text).toContain("set-cookie: a=1\r\nset-cookie: b=2\r\n");
      expect(text).not.toMatch(/x-gone|timeout=99|upgrade/i);
    });

    testOf(adapter, "carries a status text that is not ASCII, byte for byte", async () => {
      const { url } = await served(() => new Response(null, { status: 299, statusText: "caf\u00e9" }));
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toMatch(/^HTTP\/1\.1 299 caf\xe9\r\n/);
    });

    test("carries fields that are not ASCII, byte for byte", async () => {
      const { url } = await served(() => new Response(null, { headers: { "x-name": "caf\u00e9 \u00c3\u00a9" } }));
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toContain("x-name: caf\xe9 \xc3\xa9\r\n");
    });

    test("does not wait for the body", async () => {
      const { url } = await served(() => new Response(new ReadableStream()));
      const client = await rawClient(url);
      client.send(GET);
      expect(await client.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 OK/);
      client.socket.destroy();
    });
  });

  describe("the body", () => {
    test("is read only as fast as the client reads", async () => {
      const chunk = new Uint8Array(64 * 1024);
      let produced = 0;
      const total = 16 * MIB;
      const endless = () =>
        new ReadableStream<Uint8Array>(
          {
            pull(controller) {
              if (produced >= total) return controller.close();
              produced += chunk.byteLength;
              controller.enqueue(chunk);
            },
          },
          { highWaterMark: 0 },
        );
      const { url } = await served(() => new Response(endless()));
      const client = await rawClient(url);
      client.socket.pause();
      client.send(GET);
      await untilItStops(() => produced);
      // What the kernel's buffers of both sides take, and a little more, but not all of it.
      expect(produced).toBeLessThan(total * 0.75);
      expect(produced).toBeGreaterThan(0);
      client.socket.resume();
      await client.until("\r\n0\r\n\r\n");
      expect(produced).toBe(total);
      client.socket.destroy();
    });

    test("is cancelled with the reason when the client goes away", async () => {
      let cancelled = (_reason: unknown) => {};
      const reason = new Promise<unknown>((resolve) => {
        cancelled = resolve;
      });
      const stalled = new ReadableStream({
        start: (controller) => controller.enqueue(encoder.encode("first")),
        cancel: (why) => cancelled(why),
      });
      const { url } = await served(() => new Response(stalled));
      const client = await rawClient(url);
      client.send(GET);
      await client.until("first");
      client.socket.destroy();
      expect(String(await reason)).toBe("ClientGone: The client went away.");
    });

    test("is cancelled when the client was gone before there was a response", async () => {
      let answer = (_: Response) => {};
      let signal: AbortSignal | undefined;
      const { url } = await served(({ platform }) => {
        signal = platform.client.signal;
        return new Promise<Response>((resolve) => {
          answer = resolve;
        });
      });
      const client = await rawClient(url);
      client.send(GET);
      while (signal === undefined) await new Promise(setImmediate);
      client.socket.destroy();
      await once(signal, "abort");
      const cancelled = new Promise<unknown>((resolve) => {
        answer(new Response(new ReadableStream({ cancel: resolve })));
      });
      expect(await cancelled).toBe(signal.reason);
    });

    test("that gives something else than bytes is an error", async () => {
      const errors: unknown[] = [];
      const text = new ReadableStream({ start: (controller) => controller.enqueue("text") });
      const { url } = await served(() => new Response(text as ReadableStream<Uint8Array>), {
        onError: (error) => void errors.push(error),
      });
      expect((await exchange(url)).text).not.toContain("\r\n0\r\n");
      expect(String(errors[0])).toContain("something else than bytes");
    });

    test("that is read already is an error before anything was sent", async () => {
      const { url } = await served(
        async () => {
          const response = new Response("text");
          response.body?.getReader();
          return response;
        },
        { onError: () => {} },
      );
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toMatch(/^HTTP\/1\.1 500 /);
    });
  });

  test("a client that takes nothing is cut after sendTimeoutMs, one that still reads is not", async () => {
    const size = 40 * MIB;
    const headers = { "content-length": String(size) };
    const outcomes = new Map<string, Promise<SendOutcome>>();
    const { url } = await served(
      ({ request, platform }) => {
        outcomes.set(new URL(request.url).pathname, new Promise((resolve) => platform.client.onSent?.(resolve)));
        return new Response(new Uint8Array(size), { headers });
      },
      { sendTimeoutMs: 2000 },
    );
    const slow = await rawClient(url);
    slow.send(GET);
    const stuck = await rawClient(url);
    stuck.socket.pause();
    stuck.send("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n");
    const startedMs = performance.now();
    // The kernel's buffers take some MiB, so that smaller steps would not always show on the server's side.
    const received = await readInSteps(slow, size, 2 * MIB, 150);
    expect(received).toBeGreaterThan(size);
    expect(performance.now() - startedMs).toBeGreaterThan(2000);
    expect(await outcomes.get("/")).toEqual({ bodyBytes: size, complete: true });
    // Some runtimes hand the body over in pieces, of which the kernel took some.
    expect((await outcomes.get("/stuck"))?.complete).toBe(false);
    expect((await outcomes.get("/stuck"))?.bodyBytes).toBeLessThan(size);
    slow.socket.destroy();
    stuck.socket.destroy();
  });

  test("sendTimeoutMs also counts for a response that had to wait for its turn in a pipeline", async () => {
    let answerFirst = (_: Response) => {};
    let outcome: Promise<SendOutcome> | undefined;
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(MIB)) });
    const { url } = await served(
      ({ request, platform }) => {
        if (request.url.endsWith("/first")) {
          return new Promise<Response>((resolve) => {
            answerFirst = resolve;
          });
        }
        outcome = new Promise((resolve) => platform.client.onSent?.(resolve));
        setImmediate(() => answerFirst(new Response("the first answer")));
        return new Response(endless);
      },
      { sendTimeoutMs: 200 },
    );
    const client = await rawClient(url);
    client.socket.pause();
    client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n");
    while (outcome === undefined) await new Promise(setImmediate);
    expect(await outcome).toMatchObject({ complete: false });
    client.socket.destroy();
  });

  /** Reads a response with a pause after each step; resolves with the bytes received, head included. */
  function readInSteps({ socket }: RawClient, size: number, step: number, pauseMs: number): Promise<number> {
    let received = 0;
    let pausedAt = 0;
    return new Promise((resolve) => {
      socket.once("close", () => resolve(received));
      socket.on("data", (chunk) => {
        received += chunk.byteLength;
        if (received > size) resolve(received);
        else if (received - pausedAt > step) {
          pausedAt = received;
          socket.pause();
          setTimeout(() => socket.resume(), pauseMs);
        }
      });
    });
  }

  /** Resolves when a count has been the same for a while; what it cannot be if nothing holds it back. */
  async function untilItStops(count: () => number): Promise<void> {
    let before = -1;
    while (count() !== before || before === 0) {
      before = count();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
