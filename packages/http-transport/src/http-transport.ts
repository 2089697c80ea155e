import {
  type Cancellation,
  cancellationOf,
  ForwardError,
  type Transport,
  type TransportOptions,
  type TransportRequest,
  type TransportResponse,
} from "@understudy/core";
import type { Connection } from "./connection.ts";
import { createConnectionPool } from "./connection-pool.ts";
import { createConnectionSlots } from "./connection-slots.ts";
import { Exchange } from "./exchange.ts";
import { type HttpTransportOptions, resolveOptions } from "./options.ts";
import { parseRequestTarget, type RequestTarget } from "./request-target.ts";

/** A transport on sockets, and the connections that it keeps. */
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
 * A transport that speaks HTTP/1.1 on the sockets of `node:net` and `node:tls`, which Node, Bun and Deno all have: it reports when the
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
  let underWay = 0;
  let closed = false;
  let onIdle = () => {};

  async function send(request: TransportRequest, follow: TransportOptions): Promise<TransportResponse> {
    const target = parseRequestTarget(request.url);
    const cancellation = follow.cancellation ?? cancellationOf(follow.signal);
    assertUsable(target, cancellation);
    const place = slots.acquire(target.origin, cancellation);
    const giveBack = typeof place === "function" ? place : await place;
    try {
      assertUsable(target, cancellation);
    } catch (error) {
      giveBack();
      throw error;
    }
    underWay += 1;
    const release = () => {
      giveBack();
      underWay -= 1;
      if (underWay === 0) onIdle();
    };
    return answer(request, target, cancellation, follow, release);
  }

  /** One try, and a second one if the first met a connection that had been closed. */
  function answer(
    request: TransportRequest,
    target: RequestTarget,
    cancellation: Cancellation,
    { onConnected, onInterim }: TransportOptions,
    release: () => void,
  ): Promise<TransportResponse> {
    return new Promise((resolve, reject) => {
      const attempt = (connection: Connection, isFirst: boolean) => {
        // The second try connects as well, but the request has had its connection.
        new Exchange({
          request,
          target,
          connection,
          settings,
          cancellation,
          onConnected: isFirst ? onConnected : () => {},
          onInterim,
          onAnswer: resolve,
          onFailure(error, stale) {
            if (!stale) return reject(error);
            if (closed || !IDEMPOTENT.has(request.method)) {
              release();
              return reject(error);
            }
            // Its neighbours in the pool are likely to be closed too, so the second try takes a new connection.
            attempt(pool.connect(target), false);
          },
          onReleased(reusable) {
            if (reusable) pool.keep(connection);
            release();
          },
        });
      };
      const connection = pool.takeIdle(target) ?? pool.connect(target);
      try {
        attempt(connection, true);
      } catch (error) {
        // It cannot be written down, and was not sent.
        connection.destroy();
        release();
        reject(error);
      }
    });
  }

  function assertUsable({ origin }: RequestTarget, cancellation: Cancellation): void {
    if (closed) throw new ForwardError("unreachable", { message: `${origin}: the transport is closed` });
    if (cancellation.cancelled) throw cancellation.reason;
  }

  return Object.assign(send, {
    reportsConnection: true as const,
    close() {
      closed = true;
      pool.destroy();
      if (underWay === 0) return Promise.resolve();
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
