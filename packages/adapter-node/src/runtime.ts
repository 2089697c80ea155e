import { Server as NetServer } from "node:net";
import type { HttpRuntime } from "@understudy/adapter-shared";

/** How Node serves `node:http`. */
export const runtime: HttpRuntime<"node"> = {
  name: "node",
  // Not the server's own `close()`: it also destroys connections whose response has been ended but is still
  // being sent.
  stopAccepting: (server, closed) => void NetServer.prototype.close.call(server, () => closed()),
};
