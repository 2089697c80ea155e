import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

/** For a group of tests. @returns what starts a server, which ends with its test, and resolves with its origin */
export function listeningServers(): (listener: RequestListener) => Promise<string> {
  const open: { close(): void; closeAllConnections(): void }[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });
  return async (listener) => {
    const server = createServer(listener);
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
}
