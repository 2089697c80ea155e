import type {
  Cancellation,
  ClientGone,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from "@understudy/core/adapter";
import type { Connection } from "./connection/connection.ts";
import type { ConnectionPool } from "./connection/connection-pool.ts";
import type { Slot } from "./connection/connection-slots.ts";
import type { StalledTransfer } from "./connection/stalled-transfers.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Origin } from "./origin.ts";
import { type RequestOwner, SecondaryExchange } from "./secondary-exchange.ts";

/** What the requests of one transport share. */
export class TransportState {
  readonly settings: ResolvedOptions;
  readonly pool: ConnectionPool;
  closed = false;
  /** Requests that have a place in the line and have not given it back. */
  underWay = 0;
  /** Called when none is in progress any more. */
  onIdle: () => void = () => {};

  constructor(settings: ResolvedOptions, pool: ConnectionPool) {
    this.settings = settings;
    this.pool = pool;
  }
}

/** RFC 9110 §9.2.2 */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/** A request on its way: one try, and a second one if the first met a connection that had been closed. */
export class RequestAttempts implements RequestOwner, StalledTransfer {
  readonly request: TransportRequest;
  readonly origin: Origin;
  readonly settings: ResolvedOptions;
  readonly cancellation: Cancellation;
  readonly onAnswer: (response: TransportResponse) => void;
  readonly #state: TransportState;
  readonly #follow: TransportOptions;
  readonly #slot: Slot;
  readonly #reject: (error: unknown) => void;
  #isFirst = true;
  #exchange: SecondaryExchange | undefined;

  /** @param slot its place */
  constructor(
    state: TransportState,
    request: TransportRequest,
    origin: Origin,
    cancellation: Cancellation,
    follow: TransportOptions,
    slot: Slot,
    resolve: (response: TransportResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#state = state;
    this.settings = state.settings;
    this.request = request;
    this.origin = origin;
    this.cancellation = cancellation;
    this.#follow = follow;
    this.#slot = slot;
    this.onAnswer = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { pool } = this.#state;
    this.#state.underWay += 1;
    const connection = pool.takeIdle(this.origin) ?? pool.connect(this.origin);
    try {
      this.#exchange = new SecondaryExchange(this, connection);
    } catch (error) {
      // It cannot be written down, and was not sent.
      connection.destroy();
      this.#release();
      this.#reject(error);
    }
  }

  onConnected(): void {
    // The second try connects as well, but the request has had its connection.
    if (this.#isFirst) this.#follow.onConnected();
  }

  onInterim(): void {
    this.#follow.onInterim();
  }

  onPaused(): void {
    this.#slot.paused(this);
  }

  onResumed(): void {
    this.#slot.resumed(this);
  }

  lendPlace(): void {
    this.#slot.giveBack();
  }

  cut(reason: ClientGone): void {
    this.#exchange?.abort(reason);
  }

  onFailure(error: unknown, stale: boolean, unsent: boolean): void {
    const isAgainAllowed = !this.#state.closed && (unsent || IDEMPOTENT.has(this.request.method));
    if (!stale || !isAgainAllowed) {
      if (stale) this.#release();
      this.#reject(error);
      return;
    }
    this.#isFirst = false;
    // Its neighbours in the pool are likely to be closed too, so the second try takes a new connection.
    this.#exchange = new SecondaryExchange(this, this.#state.pool.connect(this.origin));
  }

  onReleased(connection: Connection, reusable: boolean, serverKeepsMs?: number): void {
    if (reusable) this.#state.pool.keep(connection, serverKeepsMs);
    this.#release();
  }

  #release(): void {
    this.#slot.over(this);
    this.#state.underWay -= 1;
    if (this.#state.underWay === 0) this.#state.onIdle();
  }
}
