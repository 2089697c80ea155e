import type { Buffer } from "node:buffer";
import { performance } from "node:perf_hooks";
import type { ResolvedOptions } from "../options.ts";
import type { Origin } from "../origin.ts";
import { Connection } from "./connection.ts";

/** Connections that are kept for further requests. It does not limit how many are in use: see connection-slots.ts. */
export interface ConnectionPool {
  /** Takes the connection that was used last, if one is idle. */
  takeIdle(origin: Origin): Connection | undefined;
  connect(origin: Origin): Connection;
  /**
   * Takes back a connection that can serve another request.
   *
   * @param serverKeepsMs how long the server keeps it, as far as it has said so, milliseconds
   */
  keep(connection: Connection, serverKeepsMs: number | undefined): void;
  /** Destroys every connection, also those in use. */
  destroy(): void;
}

/**
 * So much earlier than the server says that it closes a connection, this side does: the response has taken a while to
 * arrive.
 */
const CLOSE_BEFORE_SERVER_MS = 500;

/** A pool whose idle connections are limited in number and time. */
export function createConnectionPool(settings: ResolvedOptions): ConnectionPool {
  const { maxIdleConnections, idleTimeoutMs } = settings;
  /** Idle ones by origin, the one that was used last at the end. */
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();
  /** The TLS session to resume, by origin. */
  const sessions = new Map<string, Buffer>();
  let sweepTimer: NodeJS.Timeout | undefined;

  /** One timer for all: connections come and go much faster than they grow old. */
  function sweep(): void {
    sweepTimer = undefined;
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const kept of idle.values()) {
      for (const connection of [...kept]) {
        if (connection.idleUntilMs <= nowMs) connection.destroy();
        else nextMs = Math.min(nextMs, connection.idleUntilMs - nowMs);
      }
    }
    if (nextMs < Number.POSITIVE_INFINITY) sweepLater(nextMs);
  }
  function sweepLater(delayMs: number): void {
    if (sweepTimer !== undefined) return;
    sweepTimer = setTimeout(sweep, Math.max(1, Math.ceil(delayMs)));
    sweepTimer.unref();
  }
  function forget(connection: Connection): void {
    const kept = idle.get(connection.origin.text);
    const index = kept?.indexOf(connection) ?? -1;
    if (index >= 0) kept!.splice(index, 1);
    if (kept?.length === 0) idle.delete(connection.origin.text);
  }

  return {
    takeIdle({ text }) {
      const kept = idle.get(text);
      for (let connection = kept?.pop(); connection !== undefined; connection = kept!.pop()) {
        if (connection.socket.destroyed) continue;
        // The timer that closes it may be late, and another connection's may be the next.
        if (connection.idleUntilMs <= performance.now()) {
          connection.destroy();
          continue;
        }
        connection.socket.ref();
        return connection;
      }
      return undefined;
    },
    connect(origin) {
      const connection = new Connection(origin, settings, sessions.get(origin.text), (session) => {
        sessions.set(origin.text, session);
      });
      all.add(connection);
      connection.socket.once("close", () => all.delete(connection));
      connection.onIdleEnd = forget;
      return connection;
    },
    keep(connection, serverKeepsMs = Number.POSITIVE_INFINITY) {
      const origin = connection.origin.text;
      let kept = idle.get(origin);
      if (kept === undefined) {
        kept = [];
        idle.set(origin, kept);
      }
      const keptMs = Math.min(idleTimeoutMs, serverKeepsMs - CLOSE_BEFORE_SERVER_MS);
      if (kept.length >= maxIdleConnections || keptMs <= 0) {
        connection.destroy();
        return;
      }
      connection.idleUntilMs = performance.now() + keptMs;
      // It is idle: it must not keep the process alive.
      connection.socket.unref();
      kept.push(connection);
      sweepLater(keptMs);
    },
    destroy() {
      clearTimeout(sweepTimer);
      for (const connection of all) connection.destroy();
    },
  };
}
