import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import type { ResolvedOptions } from "./options.ts";

/** The agents that connections come from. How many are in use at a time is not their affair. */
export interface ConnectionPool {
  /** Takes an idle connection if there is one, else connects. */
  readonly shared: (secure: boolean) => HttpAgent;
  /** Always connects, and keeps nothing. */
  readonly fresh: (secure: boolean) => HttpAgent;
  /** Destroys every connection. */
  readonly destroy: () => void;
}

/** A pool whose idle connections are limited in number and time. */
export function createConnectionPool(options: ResolvedOptions): ConnectionPool {
  const { maxIdleConnections, idleTimeoutMs } = options;
  const tls = options.tls as AgentOptions;
  const kept: AgentOptions = { keepAlive: maxIdleConnections > 0, maxFreeSockets: maxIdleConnections };
  const agents = {
    http: watchIdle(new HttpAgent(kept), idleTimeoutMs),
    https: watchIdle(new HttpsAgent({ ...kept, ...tls }), idleTimeoutMs),
    freshHttp: new HttpAgent({ keepAlive: false }),
    freshHttps: new HttpsAgent({ keepAlive: false, ...tls }),
  };
  return {
    shared: (secure) => (secure ? agents.https : agents.http),
    fresh: (secure) => (secure ? agents.freshHttps : agents.freshHttp),
    destroy() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/**
 * Closes a connection that has been idle for too long or on which the server speaks unasked: its bytes would be taken
 * for the answer to the next request. The agent's own `timeout` is no use, since it runs during a request as well.
 */
function watchIdle(agent: HttpAgent, idleTimeoutMs: number): HttpAgent {
  const watched = new WeakMap<Duplex, () => void>();
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);

  agent.keepSocketAlive = (socket: Duplex) => {
    // The runtimes answer whether to keep the socket; the type says nothing of it.
    const kept: unknown = keep(socket);
    if (!kept) return kept as never;
    const close = () => void socket.destroy();
    const timer = setTimeout(close, idleTimeoutMs);
    timer.unref();
    socket.on("data", close);
    const stop = () => {
      clearTimeout(timer);
      socket.off("data", close);
      socket.off("close", stop);
    };
    socket.on("close", stop);
    watched.set(socket, stop);
    return kept as never;
  };
  agent.reuseSocket = (socket: Duplex, request: ClientRequest) => {
    watched.get(socket)?.();
    reuse(socket, request);
  };
  return agent;
}
