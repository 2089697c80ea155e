import { Server as NetServer } from "node:net";
import type { HttpRuntime, PortSharing } from "@understudy/adapter-shared";

/** How `node:http` of Deno differs from Node's. */
export const runtime: HttpRuntime<"deno"> & PortSharing = {
  name: "deno",
  // Not the server's own `close()`: as Node's, it also destroys connections whose response has been ended but is still
  // being sent.
  stopAccepting: (server, closed) => void NetServer.prototype.close.call(server, () => closed()),
  // Deno's name for EADDRNOTAVAIL; for nothing else when a server listens on an address and a port that were checked.
  listenErrorCodes: { EINVAL: "EADDRNOTAVAIL" },
  listenShared: (server, port, host) => void server.listen({ port, host, reusePort: true }),
};
