import type { HttpRuntime } from "@understudy/adapter-shared";

/** How `node:http` of Bun differs from Node's. */
export const runtime: HttpRuntime<"bun"> = {
  name: "bun",
  // Leaves every connection alone, unlike Node's, and is no method of `node:net` that could be called instead.
  stopAccepting: (server, closed) => void server.close(() => closed()),
};
