import { Server as NetServer } from "node:net";
import type { HttpRuntime } from "@understudy/http-server";

declare const Deno: {
  permissions: { querySync(permission: { name: "net"; host: string }): { readonly state: string } };
};

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
  listenerMayDie: {
    closeListener: (server) => void NetServer.prototype.close.call(server),
    // Without the permission Deno would ask for it on the terminal, or refuse.
    mayConnect: (host, port) =>
      Deno.permissions.querySync({ name: "net", host: `${host.includes(":") ? `[${host}]` : host}:${port}` }).state ===
      "granted",
  },
  listenShared: (server, port, host) => void server.listen({ port, host, reusePort: true }),
};
