import { Server as NetServer } from "node:net";
import type { HttpRuntime } from "@understudy/http-server";

/** How `node:http` of Deno differs from Node's. */
export const runtime: HttpRuntime<"deno"> = {
  name: "deno",
  // Not the server's own `close()`: as Node's, it also destroys connections whose response has been ended but is still
  // being sent.
  stopAccepting: (server, closed) => void NetServer.prototype.close.call(server, () => closed()),
  // Deno's name for EADDRNOTAVAIL; for nothing else when a server listens on an address and a port that were checked.
  listenErrorCodes: { EINVAL: "EADDRNOTAVAIL" },
  // Not `flushHeaders()`, which writes Latin-1 as UTF-8.
  flushHead: (response) => void response.write("", "latin1"),
  listenShared: (server, port, host) => void server.listen({ port, host, reusePort: true }),
};
