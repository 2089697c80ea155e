import cluster from "node:cluster";
import process from "node:process";
import type { HttpRuntime } from "@understudy/http-server";

/** How this process listens on a port that others listen on too; undefined if it cannot. */
export function listenSharedHere(
  isWorker: boolean = cluster.isWorker,
  version: string = process.versions.node,
): HttpRuntime["listenShared"] {
  // The primary shares what its workers listen on. With `reusePort` each of them would have a port of its own for port
  // 0.
  if (isWorker) return (server, port, host) => void server.listen(port, host);
  // An older one ignores what it does not know, and the second process would find the port in use.
  return knowsReusePort(version)
    ? (server, port, host) => void server.listen({ port, host, reusePort: true })
    : undefined;
}

/** @see https://nodejs.org/api/net.html "server.listen(options)": `reusePort` was added in v23.1.0 and v22.12.0. */
function knowsReusePort(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12);
}
