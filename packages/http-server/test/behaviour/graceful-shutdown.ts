import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { rawClient } from "../raw-client.ts";
import { startScript } from "../script-process.ts";
import { testOf } from "../test-of.ts";
import type { TestedAdapter } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

export function describeShutdown(adapter: TestedAdapter): void {
  const served = servedBy(adapter);
  const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  /** A handler that waits for a word before it answers. */
  function held() {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const handler = async () => {
      arrive();
      await released;
      return new Response("done");
    };
    return { handler, arrived, release };
  }

  const pem = (name: string) => readFile(new URL(`../../fixtures/localhost.${name}.pem`, import.meta.url), "utf8");

  describe("close", () => {
    test("closes idle connections at once, and accepts no more", async () => {
      const server = await served(() => new Response("done"), { shutdownTimeoutMs: 60_000 });
      const used = await rawClient(server.url);
      used.send(GET);
      await used.until("\r\n\r\ndone");
      await server.close();
      await used.closed;
      await expect(rawClient(server.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    });

    testOf(adapter, "closes connections that were never used at once", async () => {
      const server = await served(() => new Response("done"), { shutdownTimeoutMs: 60_000 });
      const unused = await rawClient(server.url);
      await server.close();
      await unused.closed;
    });

    test("finishes what is under way and tells the client not to come again", async () => {
      const { handler, arrived, release } = held();
      const server = await served(handler, { shutdownTimeoutMs: 60_000 });
      const client = await rawClient(server.url);
      client.send(GET);
      await arrived;
      const closed = server.close();
      expect(server.close()).toBe(closed);
      release();
      const { text } = await client.closed;
      expect(text).toContain("Connection: close\r\n");
      expect(text).toMatch(/content-length: 4\r\n.*\r\n\r\ndone$/s);
      await closed;
    });

    test("finishes a response that was begun, and closes its connection after that", async () => {
      let push = (_: string | null) => {};
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          push = (text) => (text === null ? controller.close() : controller.enqueue(new TextEncoder().encode(text)));
        },
      });
      const server = await served(() => new Response(body), { shutdownTimeoutMs: 60_000 });
      const client = await rawClient(server.url);
      client.send(GET);
      push("first");
      await client.until("first");
      const closed = server.close();
      push("second");
      push(null);
      expect((await client.closed).text).toMatch(/second\r\n0\r\n\r\n$/);
      await closed;
    });

    test("finishes a response whose end is written but not yet sent", async () => {
      const size = 32 * 1024 * 1024;
      const headers = { "content-length": String(size) };
      const server = await served(() => new Response(new Uint8Array(size), { headers }), { shutdownTimeoutMs: 60_000 });
      const client = await rawClient(server.url);
      client.send(GET);
      const head = await client.until("\r\n\r\n");
      client.socket.pause();
      const closed = server.close();
      client.socket.resume();
      const { text } = await client.closed;
      expect(text.length).toBe(head.indexOf("\r\n\r\n") + 4 + size);
      await closed;
    });

    testOf(adapter, "finishes all of a pipeline", async () => {
      const { handler, arrived, release } = held();
      const server = await served(handler, { shutdownTimeoutMs: 60_000 });
      const client = await rawClient(server.url);
      client.send(GET + GET);
      await arrived;
      const closed = server.close();
      release();
      expect((await client.closed).text.match(/\r\n\r\ndone/g)).toHaveLength(2);
      await closed;
    });

    test("cuts what is left after shutdownTimeoutMs, and tells the handler", async () => {
      let signal: AbortSignal | undefined;
      let arrive = () => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const server = await served(
        ({ platform }) => {
          signal = platform.client.signal;
          arrive();
          return new Promise<Response>(() => {});
        },
        { shutdownTimeoutMs: 50 },
      );
      const client = await rawClient(server.url);
      client.send(GET);
      await arrived;
      await server.close();
      expect(signal?.aborted).toBe(true);
      expect((await client.closed).text).toBe("");
    });

    test("is as quick with TLS connections that are idle", async () => {
      const [key, cert] = [await pem("key"), await pem("cert")];
      const server = await served(() => new Response("done"), { tls: { key, cert }, shutdownTimeoutMs: 60_000 });
      const used = await rawClient(server.url, { ca: cert });
      used.send(GET);
      await used.until("\r\n\r\ndone");
      const unused = await rawClient(server.url, { ca: cert });
      // The handshakes are over for the clients; let the server see them as well.
      await new Promise(setImmediate);
      await server.close();
      await Promise.all([used.closed, unused.closed]);
    });

    testOf(adapter, "is as quick with TLS connections that have not shaken hands", async () => {
      const [key, cert] = [await pem("key"), await pem("cert")];
      const server = await served(() => new Response("done"), { tls: { key, cert }, shutdownTimeoutMs: 60_000 });
      const silent = await rawClient(server.url.replace("https", "http"));
      await new Promise(setImmediate);
      await server.close();
      await silent.closed;
    });

    test("finishes what is under way with TLS, too", async () => {
      const [key, cert] = [await pem("key"), await pem("cert")];
      const { handler, arrived, release } = held();
      const server = await served(handler, { tls: { key, cert }, shutdownTimeoutMs: 60_000 });
      const client = await rawClient(server.url, { ca: cert });
      client.send(GET);
      await arrived;
      const closed = server.close();
      release();
      expect((await client.closed).text).toMatch(/content-length: 4\r\n.*\r\n\r\ndone$/s);
      await closed;
    });

    test("of a server that was never used", async () => {
      const server = await served(() => new Response("done"));
      await server.close();
      await server.close();
    });
  });

  test("a process ends when its server is closed, though a secondary's connection is still in the pool", async () => {
    const script = startScript(adapter.packageName, new URL("../one-redirect.ts", import.meta.url));
    const { status } = await script.exited;
    expect([status, ...script.output.lines]).toEqual([0, "200 the good twin"]);
  });
}
