import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as adapter from "@understudy/adapter-deno";
import { type AccessRecord, SourceError } from "@understudy/core";
import { expect, test } from "vitest";
import { describeFetchHandler } from "../../http-server/test/behaviour/fetch-handler.ts";
import { fetchHandlerGaps } from "./known-gaps.ts";

declare const Deno: {
  serve(
    options: { port: number; hostname: string; signal: AbortSignal; onListen(): void },
    handler: ReturnType<typeof adapter.createFetchHandler>,
  ): { readonly addr: { readonly port: number }; readonly finished: Promise<void> };
};

describeFetchHandler(
  { packageName: "@understudy/adapter-deno", gaps: fetchHandlerGaps, ...adapter },
  (handler, options) => {
    const controller = new AbortController();
    const { signal } = controller;
    const fetchHandler = adapter.createFetchHandler(handler, options);
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", signal, onListen() {} }, fetchHandler);
    return {
      url: `http://127.0.0.1:${server.addr.port}`,
      async close() {
        controller.abort();
        await server.finished;
      },
    };
  },
);

test("a 205 of the secondary, which Deno.serve would never end, is logged as the 204 that the client gets", async () => {
  const secondary = createServer((_request, response) => response.writeHead(205).end());
  await new Promise<void>((resolve) => secondary.listen(0, "127.0.0.1", resolve));
  const { port } = secondary.address() as AddressInfo;
  const statuses: number[] = [];
  const lost = () => {
    throw new SourceError("image-not-on-disk");
  };
  const options = {
    rootUrl: `http://127.0.0.1:${port}`,
    onRecord: ({ status }: AccessRecord) => statuses.push(status),
  };
  const controller = new AbortController();
  const { signal } = controller;
  const fetchHandler = adapter.createFetchHandler(adapter.redirectOnError(lost, options));
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", signal, onListen() {} }, fetchHandler);
  const answer = await fetch(`http://127.0.0.1:${server.addr.port}/is/image/a`);
  await expect.poll(() => statuses).toEqual([answer.status]);
  expect(answer.status).toBe(204);
  controller.abort();
  await server.finished;
  secondary.closeAllConnections();
  secondary.close();
});
