import { ForwardError, type Transport, type TransportOptions, type TransportRequest } from "@understudy/core";
import { createConnectionPool } from "./connection-pool.ts";
import { createConnectionSlots } from "./connection-slots.ts";
import { exchange } from "./exchange.ts";
import { type HttpTransportOptions, resolveOptions } from "./options.ts";
import { parseRequestTarget } from "./request-target.ts";

/** A transport on `node:http` and `node:https`, and the connections that it keeps. */
export interface HttpTransport extends Transport {
  readonly reportsConnection: true;
  /**
   * Destroys all connections, those in use as well: requests under way fail, and so do later ones. Resolves when
   * nothing is under way any more. It may be called more than once.
   */
  readonly close: () => Promise<void>;
}

/** RFC 9110 §9.2.2 */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/**
 * A transport that speaks HTTP/1.1 through `node:http`, which Node, Bun and Deno all have: it reports when the
 * connection stands, sends and delivers bytes untouched, and keeps connections for further requests.
 *
 * A request is sent a second time in one case only: its method is idempotent, and the kept connection that it was
 * given turned out to be closed before one byte of an answer came.
 *
 * @throws {OptionError} for a bad option, at once; the message names the option, its value and what is allowed
 *
 * @example const handler = redirectOnError(primary, { rootUrl, transport: createHttpTransport() });
 */
export function createHttpTransport(options: HttpTransportOptions = {}): HttpTransport {
  const settings = resolveOptions(options);
  const pool = createConnectionPool(settings);
  const slots = createConnectionSlots(settings.maxConnections);
  const underWay = new Set<() => void>();
  let closed = false;
  let onIdle = () => {};

  async function send(request: TransportRequest, { signal, onConnected, onInterim }: TransportOptions) {
    const target = parseRequestTarget(request.url);
    assertOpen(target.origin);
    signal.throwIfAborted();
    const giveBack = await slots.acquire(target.origin, signal);
    const onReleased = () => {
      giveBack();
      if (underWay.delete(onReleased) && underWay.size === 0) onIdle();
    };
    underWay.add(onReleased);
    let reported = false;
    const follow: TransportOptions = {
      signal,
      onInterim,
      onConnected() {
        // The second try connects as well, but the request has had its connection.
        if (!reported) onConnected();
        reported = true;
      },
    };
    try {
      assertOpen(target.origin);
      const plan = { request, target, settings, onReleased };
      const first = await exchange({ ...plan, agent: pool.shared(target.secure) }, follow);
      if (first.kind === "answer") return first.response;
      if (closed || !IDEMPOTENT.has(request.method)) throw first.error;
      // Its neighbours in the pool are likely to be closed too, so the second try takes a new connection.
      const second = await exchange({ ...plan, agent: pool.fresh(target.secure) }, follow);
      if (second.kind === "answer") return second.response;
      throw second.error;
    } catch (error) {
      onReleased();
      throw error;
    }
  }

  function assertOpen(origin: string): void {
    if (closed) throw new ForwardError("unreachable", { message: `${origin}: the transport is closed` });
  }

  return Object.assign(send, {
    reportsConnection: true as const,
    close() {
      closed = true;
      pool.destroy();
      if (underWay.size === 0) return Promise.resolve();
      return new Promise<void>((resolve) => {
        const before = onIdle;
        onIdle = () => {
          before();
          resolve();
        };
      });
    },
  });
}
