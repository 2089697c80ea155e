import * as adapter from "@understudy/adapter-bun";
import { describeFetchHandler } from "../../http-server/test/behaviour/fetch-handler.ts";
import { fetchHandlerGaps } from "./known-gaps.ts";

declare const Bun: {
  serve(options: { port: number; hostname: string; fetch: ReturnType<typeof adapter.createFetchHandler> }): {
    readonly port: number;
    stop(cut: boolean): Promise<void>;
  };
};

describeFetchHandler(
  { packageName: "@understudy/adapter-bun", gaps: fetchHandlerGaps, ...adapter },
  (handler, options) => {
    const fetch = adapter.createFetchHandler(handler, options);
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
    return { url: `http://127.0.0.1:${server.port}`, close: () => server.stop(true) };
  },
);
