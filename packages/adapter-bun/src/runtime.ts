import type { HttpRuntime } from "@understudy/http-server";

/** How `node:http` of Bun differs from Node's. */
export const runtime: HttpRuntime<"bun"> = {
  name: "bun",
  // Leaves every connection alone, unlike Node's, and is no method of `node:net` that could be called instead.
  stopAccepting: (server, closed) => void server.close(() => closed()),
  listenShared(server, port, host) {
    whileReusingPorts(() => server.listen(port, host));
  },
};

/**
 * Bun's `node:http` sits on `Bun.serve`, which knows `reusePort`, but hands it on in workers of `node:cluster` only.
 * While `listen` runs, which calls `Bun.serve` before it returns, it is handed on here.
 */
function whileReusingPorts(listen: () => void): void {
  const bun = (globalThis as unknown as { Bun: { serve: (options: object) => unknown } }).Bun;
  const { serve } = bun;
  bun.serve = (options) => serve({ ...options, reusePort: true });
  try {
    listen();
  } finally {
    bun.serve = serve;
  }
}
