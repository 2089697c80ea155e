import * as adapter from "@understudy/adapter-deno";
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
