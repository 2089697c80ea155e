import type { Transport } from "@understudy/core";
import {
  type Cancellation,
  cancellationOf,
  ForwardError,
  type TransportOptions,
  type TransportRequest,
  type TransportResponse,
} from "@understudy/core/adapter";
import { createConnectionPool } from "./connection/connection-pool.ts";
import { createConnectionSlots, type Slot } from "./connection/connection-slots.ts";
import { type HttpTransportOptions, resolveOptions } from "./options.ts";
import { type Origin, parseOrigin } from "./origin.ts";
import { RequestAttempts, TransportState } from "./request-attempts.ts";

/** A transport on sockets, and the connections that it keeps. */
export interface HttpTransport extends Transport {
  readonly reportsConnection: true;
  /**
   * Destroys all connections, those in use as well: requests in progress fail, and so do later ones. Resolves when
   * none is in progress any more. It may be called more than once.
   */
  readonly close: () => Promise<void>;
}

/**
 * A transport that speaks HTTP/1.1 on the sockets of `node:net` and `node:tls`, which Node, Bun and Deno all have: it
 * reports when the connection is established, sends and delivers bytes untouched, and keeps connections for further
 * requests.
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
  const slots = createConnectionSlots(settings);
  const state = new TransportState(settings, pool);

  function send(request: TransportRequest, follow: TransportOptions): Promise<TransportResponse> {
    const cancellation = follow.cancellation ?? cancellationOf(follow.signal);
    let origin: Origin;
    try {
      origin = parseOrigin(request.origin);
      assertUsable(origin, cancellation);
    } catch (error) {
      return Promise.reject(error);
    }
    const start = (slot: Slot) =>
      new Promise<TransportResponse>((resolve, reject) => {
        new RequestAttempts(state, request, origin, cancellation, follow, slot, resolve, reject).start();
      });
    const place = slots.acquire(origin.text, cancellation, follow.client);
    if (!(place instanceof Promise)) return start(place);
    return place.then((slot) => {
      try {
        assertUsable(origin, cancellation);
      } catch (error) {
        slot.giveBack();
        throw error;
      }
      return start(slot);
    });
  }

  function assertUsable({ text }: Origin, cancellation: Cancellation): void {
    if (state.closed) throw new ForwardError("unreachable", { message: `${text}: the transport is closed` });
    if (cancellation.cancelled) throw cancellation.reason;
  }

  return Object.assign(send, {
    reportsConnection: true as const,
    close() {
      state.closed = true;
      pool.destroy();
      if (state.underWay === 0) return Promise.resolve();
      return new Promise<void>((resolve) => {
        const before = state.onIdle;
        state.onIdle = () => {
          before();
          resolve();
        };
      });
    },
  });
}
