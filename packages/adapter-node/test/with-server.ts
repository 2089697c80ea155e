import type { HattipHandler } from "@hattip/core";
import { afterEach } from "vitest";
import type { NodePlatform } from "../src/middleware.ts";
import type { ServeOptions } from "../src/options.ts";
import { serve } from "../src/serve.ts";

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Serves a handler on a free port until the test is over; what is still under way then is cut. */
export async function served(handler: HattipHandler<NodePlatform>, options: ServeOptions = {}) {
  const server = await serve(handler, { port: 0, shutdownTimeoutMs: 0, ...options });
  open.push(server);
  return server;
}
