import { describe, expect, test } from "vitest";
import { rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

export function describeRequestBodies(adapter: TestedAdapter): void {
  const served = servedBy(adapter);
  const POST = "POST / HTTP/1.1\r\nHost: a\r\n";

  describe("a request's body", () => {
    test("streams in: the handler has the first piece before the client sends the second", async () => {
      let gotFirst = () => {};
      const first = new Promise<void>((resolve) => {
        gotFirst = resolve;
      });
      const { url } = await served(async ({ request }) => {
        const pieces: string[] = [];
        for await (const piece of request.body!) {
          pieces.push(new TextDecoder().decode(piece));
          gotFirst();
        }
        return new Response(pieces.join("|"));
      });
      const client = await rawClient(url);
      client.send(`${POST}Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n`);
      await first;
      client.send("6\r\nsecond\r\n0\r\n\r\n");
      await client.until("first|second");
      client.socket.destroy();
    });

    test("waits for 100 Continue", async () => {
      const { url } = await served(async ({ request }) => new Response(`got ${await request.text()}`));
      const client = await rawClient(url);
      client.send(`${POST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
      await client.until("HTTP/1.1 100 Continue\r\n\r\n");
      client.send("body");
      await client.until("got body");
      client.socket.destroy();
    });

    test.each([
      ["that is empty", `${POST}Content-Length: 0\r\n\r\n`],
      ["that is not there", `DELETE / HTTP/1.1\r\nHost: a\r\n\r\n`],
      ["of a GET", `GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody`],
    ])("%s is none", async (_name, text) => {
      const { url } = await served(({ request }) => new Response(`body: ${request.body}`));
      const client = await rawClient(url);
      client.send(text);
      await client.until("body: null");
      client.socket.destroy();
    });

    const large = 1024 * 1024;
    test.each([
      ["not read", async () => {}],
      ["cancelled", async (request: Request) => request.body?.cancel("too long")],
      [
        "read in part and cancelled",
        async (request: Request) => {
          const reader = request.body!.getReader();
          await reader.read();
          await reader.cancel("enough");
        },
      ],
      [
        "read in part and left",
        async (request: Request) => {
          await request.body!.getReader().read();
        },
      ],
    ])("that is %s does not keep the client from its answer and the next request", async (_name, use) => {
      const { url } = await served(async ({ request }) => {
        if (request.method === "POST") await use(request);
        return new Response(`answer to ${request.method}`);
      });
      const client = await rawClient(url);
      client.send(`${POST}Content-Length: ${large}\r\n\r\n${"x".repeat(large / 2)}`);
      await client.until("answer to POST");
      client.send("x".repeat(large / 2));
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await client.until("answer to GET");
      client.socket.destroy();
    });

    test("is not taken in faster than it is read", async () => {
      let read = (_: number) => {};
      const mayRead = new Promise<number>((resolve) => {
        read = resolve;
      });
      const { url } = await served(async ({ request }) => {
        await mayRead;
        return new Response(String((await request.arrayBuffer()).byteLength));
      });
      const size = 32 * 1024 * 1024;
      const client = await rawClient(url);
      client.send(`${POST}Content-Length: ${size}\r\n\r\n`);
      client.send(new Uint8Array(size));
      let before = -1;
      while (client.socket.writableLength !== before) {
        before = client.socket.writableLength;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      // Neither the server's process nor the kernel has taken it all.
      expect(client.socket.writableLength).toBeGreaterThan(0);
      read(0);
      await client.until(`\r\n\r\n${size}`);
      client.socket.destroy();
    });

    test("can no longer be read when the response was sent", async () => {
      let late: Promise<string> | undefined;
      const { url } = await served(({ request, platform }) => {
        late = new Promise((resolve) =>
          platform.client.onSent?.(() => resolve(request.text().then(String, (error) => String(error)))),
        );
        return new Response("done");
      });
      expect(await rawRequest(url, "POST / HTTP/1.1\nHost: a\nContent-Length: 4", "body")).toContain("done");
      expect(await late).toContain("the response was sent before the request's body was read");
    });
  });
}
