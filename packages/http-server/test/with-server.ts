import { afterEach } from "vitest";
import type { ServeOptions } from "../src/options.ts";
import type { TestedAdapter, TestHandler } from "./tested-adapter.ts";

/** Serves a handler on a free port until the test is over; what is still under way then is cut. */
export type Served = (handler: TestHandler, options?: ServeOptions) => ReturnType<TestedAdapter["serve"]>;

/** To be called in a `describe`: the servers of its tests are closed after each of them. */
export function servedBy({ serve }: Pick<TestedAdapter, "serve">): Served {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  return async (handler, options = {}) => {
    const server = await serve(handler, { port: 0, shutdownTimeoutMs: 0, ...options });
    open.push(server);
    return server;
  };
}
