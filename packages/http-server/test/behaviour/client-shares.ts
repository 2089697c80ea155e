import type { ServerResponse } from "node:http";
import { type AccessRecord, SourceError } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { afterEach, describe, expect, test } from "vitest";
import { listeningServers } from "../listening-servers.ts";
import { type RawClient, rawClient, rawRequest } from "../raw-client.ts";
import type { TestedAdapter } from "../tested-adapter.ts";
import { servedBy } from "../with-server.ts";

/** What one client does to others. */
export function describeClientShares(adapter: TestedAdapter): void {
  describe("a client leaves to others their share", () => {
    const { redirectOnError } = adapter;
    const served = servedBy(adapter);
    const secondary = listeningServers();
    const clients: RawClient[] = [];
    afterEach(() => {
      for (const client of clients.splice(0)) client.socket.destroy();
    });

    async function greedy(url: string): Promise<RawClient> {
      const client = await rawClient(url);
      clients.push(client);
      return client;
    }

    const brokenImage = () => {
      throw new SourceError("image-corrupt");
    };
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a.example\r\n\r\n`;
    const GOOD = /^HTTP\/1\.1 200 .*the good twin$/s;
    const other = (url: string) => rawRequest(url, "GET /good HTTP/1.1\nHost: a.example");

    /** A secondary that answers `/good` at once, and nothing else before it is asked to. */
    async function heldSecondary() {
      const held: ServerResponse[] = [];
      const rootUrl = await secondary((request, response) => {
        if (request.url === "/good") response.end("the good twin");
        else held.push(response);
      });
      return { rootUrl, held };
    }

    test("one that pipelines requests for a slow secondary has no more places there than its connection may", async () => {
      const { rootUrl, held } = await heldSecondary();
      const transport = createHttpTransport({ maxConnections: 6, maxPerClientConnection: 4 });
      const { url } = await served(redirectOnError(brokenImage, { rootUrl, transport, connectTimeoutMs: 20_000 }), {
        maxPipelinedRequests: 50,
      });
      const client = await greedy(url);
      client.send(get("/slow").repeat(400));
      await expect.poll(() => held.length).toBe(4);
      expect(await other(url)).toMatch(GOOD);
      expect(held.length).toBe(4);
      held[0]!.end("late");
      await expect.poll(() => held.length).toBe(5);
    });

    test("maxRedirectsPerAddress limits all connections of an address together", async () => {
      const { rootUrl, held } = await heldSecondary();
      const { url } = await served(redirectOnError(brokenImage, { rootUrl, connectTimeoutMs: 20_000 }), {
        maxRedirectsPerAddress: 2,
        trustProxy: true,
      });
      const from = (address: string) => `GET /slow HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address}\r\n\r\n`;
      for (let count = 0; count < 4; count++) (await greedy(url)).send(from("192.0.2.1"));
      await expect.poll(() => held.length).toBe(2);
      (await greedy(url)).send(from("192.0.2.2"));
      await expect.poll(() => held.length).toBe(3);
      expect(await other(url)).toMatch(GOOD);
      expect(held.length).toBe(3);
      held[0]!.end();
      await expect.poll(() => held.length).toBe(4);
    });

    test("what waits for its client's own share until the connect deadline is a 503, with its reason in the record", async () => {
      const { rootUrl, held } = await heldSecondary();
      const records: AccessRecord[] = [];
      const onRecord = (record: AccessRecord) => void records.push(record);
      const { url } = await served(redirectOnError(brokenImage, { rootUrl, onRecord, connectTimeoutMs: 100 }), {
        maxRedirectsPerConnection: 1,
      });
      const client = await greedy(url);
      client.send(get("/first") + get("/second"));
      await expect.poll(() => held.length).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 300));
      held[0]!.end("first");
      const text = await client.until("503 Service Unavailable\n");
      expect(text).toMatch(/^HTTP\/1\.1 200 .*HTTP\/1\.1 503 Service Unavailable/s);
      await expect.poll(() => records.length).toBe(2);
      expect(records.map(({ status, redirect }) => [status, redirect?.forwardError]).sort()).toEqual([
        [200, undefined],
        [503, "pool-exhausted"],
      ]);
    });

    test("readers that take nothing do not keep the connections to the secondary from others", async () => {
      const piece = new Uint8Array(1024 * 1024);
      const rootUrl = await secondary((request, response) => {
        if (request.url === "/good") return response.end("the good twin");
        const more = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on("drain", more);
        response.on("error", () => {});
        more();
      });
      const records: AccessRecord[] = [];
      const transport = createHttpTransport({ maxConnections: 4 });
      const onRecord = (record: AccessRecord) => void records.push(record);
      const { url } = await served(
        redirectOnError(brokenImage, { rootUrl, transport, onRecord, connectTimeoutMs: 20_000 }),
      );
      // Four have a place, four more go on without one, and of the rest each has one of those cut.
      for (let count = 0; count < 10; count++) {
        const client = await greedy(url);
        client.send(get("/large"));
        await client.until("\r\n\r\n");
        client.socket.pause();
        expect(await other(url)).toMatch(GOOD);
      }
      const cut = records.filter(({ target }) => target === "/large");
      expect(cut.length).toBeGreaterThan(0);
      for (const { complete, exception, status } of cut) {
        expect({ complete, exception, status }).toEqual({ complete: false, exception: "client-too-slow", status: 499 });
      }
    }, 60_000);

    test("idle connections in number do not keep a client from being served", async () => {
      const { rootUrl } = await heldSecondary();
      const { url } = await served(redirectOnError(brokenImage, { rootUrl }));
      for (let count = 0; count < 200; count++) await greedy(url);
      expect(await other(url)).toMatch(GOOD);
    });
  });
}
