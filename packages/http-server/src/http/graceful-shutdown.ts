import type { ServerResponse, Server as WebServer } from "node:http";
import type { Socket } from "node:net";
import type { HttpRuntime } from "./http-runtime.ts";

/** What a client's connection is doing. */
interface Activity {
  /** Responses in progress, in the order of their requests. A list and not a Set: see `openExchanges`. */
  readonly underWay: ServerResponse[];
  /** Bytes received when the last response was through; more of them mean that a request is coming in. */
  bytesWhenIdle: number;
}

/**
 * Follows the connections of a server, to end it without losing a response in progress.
 *
 * @param server is not listening yet
 * @returns a function that stops accepting, closes idle connections, waits for the others and after `timeoutMs` cuts
 * them. It resolves when all are closed, and gives the same promise every time.
 */
export function createGracefulShutdown(
  server: WebServer,
  timeoutMs: number,
  { stopAccepting }: Pick<HttpRuntime, "stopAccepting">,
): () => Promise<void> {
  const connections = new Map<Socket, Activity>();
  let closing: Promise<void> | undefined;
  let allGone = () => {};

  const follow = (socket: Socket) => {
    if (closing !== undefined) {
      // Accepted in the last moment, or a TLS handshake in progress; no request can have come.
      socket.destroy();
      return;
    }
    connections.set(socket, { underWay: [], bytesWhenIdle: 0 });
    socket.once("close", () => {
      connections.delete(socket);
      if (connections.size === 0) allGone();
    });
  };
  // With TLS both come, for the socket underneath first. That one never has a request.
  server.on("connection", follow);
  server.on("secureConnection", follow);
  server.on("request", ({ socket }, response) => {
    const activity = connections.get(socket);
    if (activity === undefined) return;
    const { underWay } = activity;
    underWay.push(response);
    // The client shall send its next request elsewhere.
    if (closing !== undefined) response.shouldKeepAlive = false;
    response.once("close", () => {
      underWay.splice(underWay.indexOf(response), 1);
      if (underWay.length > 0) return;
      activity.bytesWhenIdle = socket.bytesRead;
      if (closing !== undefined) socket.destroySoon();
    });
  });

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => stopAccepting(server, resolve));
    // The server says that it is closed before its last connection does.
    const gone = new Promise<void>((resolve) => {
      allGone = resolve;
      if (connections.size === 0) resolve();
    });
    for (const [socket, { underWay, bytesWhenIdle }] of connections) {
      const newest = underWay.at(-1);
      if (newest === undefined && socket.bytesRead === bytesWhenIdle) socket.destroy();
      // Only the newest: those behind a response that announces the end would be lost.
      else if (newest !== undefined && !newest.headersSent) newest.shouldKeepAlive = false;
    }

    const timer = setTimeout(() => {
      for (const socket of connections.keys()) socket.destroy();
    }, timeoutMs);
    await gone;
    // Bun reports a connection with its first request only; of those left none has sent one.
    server.closeAllConnections();
    await closed;
    clearTimeout(timer);
    // Nothing is left to be closed; this ends the timer with which `node:http` checks its time limits.
    server.close(() => {});
  }

  return () => {
    closing ??= close();
    return closing;
  };
}
