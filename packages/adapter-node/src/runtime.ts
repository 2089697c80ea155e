import { Server as NetServer } from "node:net";
import type { HttpRuntime } from "@understudy/http-server";
import { listenSharedHere } from "./listen-shared.ts";

/** How Node serves `node:http`. */
export const runtime: HttpRuntime<"node"> = {
  name: "node",
  // Not the server's own `close()`: it also destroys connections whose response has been ended but is still
  // being sent.
  stopAccepting: (server, closed) => void NetServer.prototype.close.call(server, () => closed()),
  // Not `flushHeaders()`, which writes Latin-1 as UTF-8.
  flushHead: (response) => void response.write("", "latin1"),
  listenShared: listenSharedHere(),
  sharingNeeds: "Node.js from 22.12 or 23.1 on, or a worker of node:cluster",
};
