import { Server as NetServer } from "node:net";
import type { HttpRuntime, PortSharing } from "@understudy/adapter-shared";
import { listenSharedHere } from "./listen-shared.ts";

/** How Node serves `node:http`. */
export const runtime: HttpRuntime<"node"> & PortSharing = {
  name: "node",
  // Not the server's own `close()`: it also destroys connections whose response has been ended but is still
  // being sent.
  stopAccepting: (server, closed) => void NetServer.prototype.close.call(server, () => closed()),
  listenShared: listenSharedHere(),
  sharingNeeds: "Node.js from 22.12 or 23.1 on, or a worker of node:cluster",
};
