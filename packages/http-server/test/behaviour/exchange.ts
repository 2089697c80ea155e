import { once } from "node:events";
import type { ClientContext } from "@understudy/core";
import type { SendOutcome } from "@understudy/core/adapter";
import { describe, expect, test } from "vitest";
import { rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

export function describeExchanges(adapter: TestedAdapter): void {
  const served = servedBy(adapter);
  interface Seen {
    readonly client: ClientContext;
    readonly requestSignal: AbortSignal;
    readonly outcome: Promise<SendOutcome>;
  }

  /** Serves a handler and keeps what it was told of each client. */
  async function watched(answer: (request: Request) => Response | Promise<Response>) {
    const seen: Seen[] = [];
    let arrived = () => {};
    const { url } = await served(
      ({ request, platform: { client } }) => {
        const outcome = new Promise<SendOutcome>((resolve) => client.onSent?.(resolve));
        seen.push({ client, requestSignal: request.signal, outcome });
        arrived();
        return answer(request);
      },
      { onError: () => {} },
    );
    const nth = async (index: number): Promise<Seen> => {
      while (seen[index] === undefined) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return seen[index];
    };
    return { url, seen, nth };
  }

  const aborted = async (signal: AbortSignal) => {
    if (!signal.aborted) await once(signal, "abort");
  };

  const never = () => new Promise<Response>(() => {});
  const stalling = () =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("first")) }));

  describe("the client is told to be there", () => {
    const requests: [name: string, text: string, answer: () => Response, end: string][] = [
      ["GET", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", () => new Response("done"), "\r\n\r\ndone"],
      ["HEAD", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", () => new Response("done"), "\r\n\r\n"],
      ["304", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", () => new Response(null, { status: 304 }), "\r\n\r\n"],
      [
        "Connection: close",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        () => new Response("done"),
        "\r\n\r\ndone",
      ],
    ];
    test.each(requests)("after a whole response: %s", async (_name, text, answer, end) => {
      const { url, nth } = await watched(answer);
      const client = await rawClient(url);
      client.send(text);
      await client.until(end);
      const { client: context, requestSignal, outcome } = await nth(0);
      const { signal } = context;
      expect((await outcome).complete).toBe(true);
      client.socket.end();
      await client.closed;
      expect(signal?.aborted).toBe(false);
      expect(requestSignal.aborted).toBe(false);
    });

    test("after the body of a POST was read, while the answer is made", async () => {
      let finish = () => {};
      const { url, nth } = await watched(async (request) => {
        const text = await request.text();
        await new Promise<void>((resolve) => {
          finish = resolve;
          setImmediate(() => setImmediate(resolve));
        });
        return new Response(`got ${text}`);
      });
      const client = await rawClient(url);
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
      const { client: context, requestSignal, outcome } = await nth(0);
      const { signal } = context;
      finish();
      await client.until("got body");
      expect(await outcome).toEqual({ bodyBytes: 8, complete: true });
      expect(signal?.aborted).toBe(false);
      expect(requestSignal.aborted).toBe(false);
      client.socket.destroy();
    });

    test("for each request on a connection that is kept", async () => {
      const { url, seen } = await watched(() => new Response("done"));
      const client = await rawClient(url);
      for (let request = 0; request < 3; request += 1) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        while ((client.received().match(/\r\n\r\ndone/g)?.length ?? 0) <= request) await once(client.socket, "data");
      }
      const signals = seen.map(({ client: context }) => context.signal);
      client.socket.destroy();
      for (const { outcome } of seen) expect(await outcome).toEqual({ bodyBytes: 4, complete: true });
      expect(signals.map((signal) => signal?.aborted)).toEqual([false, false, false]);
    });
  });

  describe("the client is told to be gone", () => {
    test.each([
      ["before the head", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", never, undefined],
      ["in the middle of the body", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", stalling, "first"],
      ["with its body sent", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody", never, undefined],
      ["with half its body sent", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nbody", never, undefined],
    ])("%s", async (_name, text, answer, wait) => {
      const { url, nth } = await watched(answer);
      const client = await rawClient(url);
      client.send(text);
      const { client: context, requestSignal, outcome } = await nth(0);
      if (wait !== undefined) await client.until(wait);
      const signal = context.signal!;
      client.socket.destroy();
      await aborted(signal);
      await aborted(requestSignal);
      expect(String(signal.reason)).toContain("ClientGone");
      expect((await outcome).complete).toBe(false);
    });

    test("when its body was read before", async () => {
      let read = () => {};
      const bodyRead = new Promise<void>((resolve) => {
        read = resolve;
      });
      const { url, nth } = await watched(async (request) => {
        await request.text();
        read();
        return never();
      });
      const client = await rawClient(url);
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
      const signal = (await nth(0)).client.signal!;
      await bodyRead;
      expect(signal.aborted).toBe(false);
      client.socket.destroy();
      await aborted(signal);
    });

    test("for all requests in a pipeline", async () => {
      const { url, nth } = await watched(never);
      const client = await rawClient(url);
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      const signals = [(await nth(0)).client.signal!, (await nth(1)).client.signal!];
      client.socket.destroy();
      for (const signal of signals) await aborted(signal);
    });

    test("to one who asks for the signal afterwards", async () => {
      const { url, nth } = await watched(never);
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const { client: context, outcome } = await nth(0);
      client.socket.destroy();
      await outcome;
      expect(context.signal?.aborted).toBe(true);
    });

    test("when it closes its side only: no answer can follow on HTTP/1.1 as node serves it", async () => {
      const { url, nth } = await watched(never);
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const signal = (await nth(0)).client.signal!;
      client.socket.end();
      await aborted(signal);
      await client.closed;
    });
  });

  describe("onSent", () => {
    test("counts the bytes of the body and not those of the framing", async () => {
      const { url, nth } = await watched(() => new Response(new Uint8Array(100_000)));
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      expect(await (await nth(0)).outcome).toEqual({ bodyBytes: 100_000, complete: true });
      client.socket.destroy();
    });

    test("counts none for HEAD", async () => {
      const { url, nth } = await watched(() => new Response("done", { headers: { "content-length": "4" } }));
      const client = await rawClient(url);
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
      expect(await (await nth(0)).outcome).toEqual({ bodyBytes: 0, complete: true });
      client.socket.destroy();
    });

    test("waits for a slow client, and says so when it leaves with the end still in the buffer", async () => {
      const size = 32 * 1024 * 1024;
      const headers = { "content-length": String(size) };
      const { url, nth } = await watched(() => new Response(new Uint8Array(size), { headers }));
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await client.until("\r\n\r\n");
      client.socket.pause();
      const { client: context, outcome } = await nth(0);
      const signal = context.signal!;
      client.socket.destroy();
      await aborted(signal);
      expect(await outcome).toMatchObject({ complete: false });
      expect((await outcome).bodyBytes).toBeLessThan(size);
    });

    test("tells what broke the body, and that the client was there", async () => {
      const broken = new Error("broken");
      const { url, nth } = await watched(
        () =>
          new Response(
            new ReadableStream({
              pull: (controller) => controller.error(broken),
            }),
          ),
      );
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const { client: context, outcome } = await nth(0);
      const signal = context.signal!;
      expect(await outcome).toEqual({ bodyBytes: 0, complete: false, failure: broken });
      await client.closed;
      expect(signal.aborted).toBe(false);
    });

    test("calls back one who asks afterwards", async () => {
      const { url, nth } = await watched(() => new Response("done"));
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const { client: context, outcome } = await nth(0);
      await outcome;
      expect(await new Promise((resolve) => context.onSent?.(resolve))).toEqual({ bodyBytes: 4, complete: true });
      client.socket.destroy();
    });

    test("may throw without harm to the server", async () => {
      const errors: unknown[] = [];
      const { url } = await served(
        ({ platform }) => {
          platform.client.onSent?.(() => {
            throw new Error("the log is full");
          });
          return new Response("done");
        },
        { onError: (error) => void errors.push(error) },
      );
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toContain("done");
      expect(await rawRequest(url, "GET / HTTP/1.1\nHost: a")).toContain("done");
      expect(errors.map(String)).toContain("Error: the log is full");
    });
  });

  describe("requests of one connection", () => {
    const pipeline = (count: number) =>
      Array.from({ length: count }, (_, index) => `GET /${index} HTTP/1.1\r\nHost: a\r\n\r\n`).join("");

    test.each([
      [4, undefined],
      [1, { maxPipelinedRequests: 1 }],
    ])("no more than %i are under way at a time, and all are answered in their order", async (most, options) => {
      let underWay = 0;
      let highest = 0;
      const { url } = await served(async ({ request }) => {
        highest = Math.max(highest, ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 2));
        underWay -= 1;
        return new Response(`answer ${new URL(request.url).pathname};`);
      }, options);
      const client = await rawClient(url);
      client.send(pipeline(50));
      const text = await client.until("answer /49;");
      expect(text.match(/(?<=answer \/)\d+/g)).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
      expect(highest).toBe(most);
      client.send(pipeline(1));
      await client.until("answer /49;");
      client.socket.destroy();
    });

    test("do not keep another connection's waiting", async () => {
      const { url } = await served(({ request }) =>
        request.url.endsWith("/other") ? new Response("served") : never(),
      );
      const greedy = await rawClient(url);
      greedy.send(pipeline(400));
      expect(await rawRequest(url, "GET /other HTTP/1.1\nHost: a")).toContain("served");
      greedy.socket.destroy();
    });

    test("that wait when the client leaves are not begun", async () => {
      let begun = 0;
      const { url, nth } = await watched(() => {
        begun += 1;
        return never();
      });
      const client = await rawClient(url);
      client.send(pipeline(20));
      const { outcome } = await nth(3);
      client.socket.destroy();
      expect(await outcome).toMatchObject({ complete: false });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(begun).toBe(4);
    });

    test("with bodies come whole, also behind those that fill the connection", async () => {
      const { url } = await served(async ({ request }) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return new Response(`${(await request.text()).length};`);
      });
      const client = await rawClient(url);
      const body = "b".repeat(100_000);
      for (let index = 0; index < 8; index++) {
        client.send(
          `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length + index}\r\n\r\n${body}${"b".repeat(index)}`,
        );
      }
      const text = await client.until("100007;");
      expect(text.match(/10000\d(?=;)/g)).toHaveLength(8);
      client.socket.destroy();
    });
  });
}
