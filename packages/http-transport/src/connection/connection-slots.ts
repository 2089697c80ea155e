import {
  type Cancellation,
  FairPlaces,
  ForwardError,
  isForwardError,
  type Place,
  type PlaceClient,
} from "@understudy/core/adapter";
import { type StalledTransfer, StalledTransfers } from "./stalled-transfers.ts";

/** How many requests may be in progress to one origin; the others wait for the turn of their client. */
export interface ConnectionSlots {
  /**
   * Takes a place, or waits for one.
   *
   * @param client for whom it is @default one of its own
   * @returns a promise when there is none free, or the client has its share. It rejects with the reason when the
   *   request is cancelled first; with `pool-exhausted` if that reason is the connect deadline, for then it was this
   *   limit, not the network, that kept the request from connecting, and when too many requests of the client wait.
   */
  acquire(origin: string, cancellation: Cancellation, client?: PlaceClient): Slot | Promise<Slot>;
}

/** A request's place. */
export interface Slot extends Place {
  /** The transfer waits for its reader: it may go on without the place while others need it. */
  paused(transfer: StalledTransfer): void;
  /** It goes on. */
  resumed(transfer: StalledTransfer): void;
  /** It is over; the place is given back. */
  over(transfer: StalledTransfer): void;
}

/** What the slots are limited to. */
export interface ConnectionSlotsOptions {
  /** Of one origin. */
  readonly maxConnections: number;
  /** Of these, for one connection of a client; 0: all. */
  readonly maxPerClientConnection: number;
  /** Of these, for one address of a client; 0: all. */
  readonly maxPerClientAddress: number;
  /** Requests that may wait for one origin. */
  readonly maxQueuedRequests: number;
}

/**
 * Beyond them an origin without requests is forgotten; to make its record anew for every request costs more than to
 * keep it.
 */
const MAX_IDLE_ORIGINS = 100;

/** Slots for each origin. */
export function createConnectionSlots(options: ConnectionSlotsOptions): ConnectionSlots {
  const origins = new Map<string, OriginSlots>();

  return {
    acquire(origin, cancellation, client) {
      let slots = origins.get(origin);
      if (slots === undefined) {
        slots = new OriginSlots(origin, options, (idle) => {
          if (origins.size > MAX_IDLE_ORIGINS) origins.delete(idle);
        });
        origins.set(origin, slots);
      }
      return slots.take(client) ?? slots.wait(cancellation, client);
    },
  };
}

class OriginSlots {
  readonly #origin: string;
  readonly #options: ConnectionSlotsOptions;
  readonly #places: FairPlaces;
  readonly #onIdle: (origin: string) => void;
  readonly stalled: StalledTransfers;

  constructor(origin: string, options: ConnectionSlotsOptions, onIdle: (origin: string) => void) {
    const { maxConnections, maxPerClientConnection, maxPerClientAddress, maxQueuedRequests } = options;
    this.#origin = origin;
    this.#options = options;
    this.#onIdle = onIdle;
    this.#places = new FairPlaces({
      places: maxConnections,
      perConnection: maxPerClientConnection,
      perAddress: maxPerClientAddress,
      maxWaiting: maxQueuedRequests,
    });
    this.stalled = new StalledTransfers(maxConnections);
  }

  take(client: PlaceClient | undefined): Slot | undefined {
    const place = this.#places.take(client);
    return place && new OriginSlot(this, place);
  }

  wait(cancellation: Cancellation, client: PlaceClient | undefined): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const takeBack = this.#places.wait(client, {
        begin: (place) => {
          forget();
          resolve(new OriginSlot(this, place));
        },
        refuse: () => {
          forget();
          reject(this.#queueFull());
        },
      });
      if (takeBack === undefined) {
        reject(this.#queueFull());
        return;
      }
      const forget = cancellation.onCancel((reason) => {
        takeBack();
        reject(this.#reasonToLeave(reason));
      });
      this.stalled.makeRoom(() => this.#isShort);
    });
  }

  givenBack(): void {
    if (this.#places.taken === 0 && this.#places.waiting === 0) this.#onIdle(this.#origin);
  }

  /** Whether requests wait because no place is left for anybody. */
  get #isShort(): boolean {
    return this.#places.waiting > 0 && this.#places.taken >= this.#options.maxConnections;
  }

  #queueFull(): ForwardError {
    const message = `${this.#origin}: ${this.#places.waiting} requests wait for a connection (maxQueuedRequests), and no client has more of them`;
    return new ForwardError("pool-exhausted", { message });
  }

  #reasonToLeave(reason: unknown): unknown {
    if (!isForwardError(reason) || reason.code !== "connect-timeout") return reason;
    const { maxConnections } = this.#options;
    const what =
      this.#places.taken < maxConnections
        ? "the client's share of the connections (maxPerClientConnection, maxPerClientAddress) was"
        : `all ${maxConnections} connections (maxConnections) were`;
    const message = `${this.#origin}: ${what} busy until the connect deadline`;
    return new ForwardError("pool-exhausted", { message, cause: reason });
  }
}

class OriginSlot implements Slot {
  readonly #slots: OriginSlots;
  readonly #place: Place;
  #hasPaused = false;

  constructor(slots: OriginSlots, place: Place) {
    this.#slots = slots;
    this.#place = place;
  }

  giveBack(): void {
    this.#place.giveBack();
    this.#slots.givenBack();
  }

  paused(transfer: StalledTransfer): void {
    this.#hasPaused = true;
    this.#slots.stalled.paused(transfer);
  }

  resumed(transfer: StalledTransfer): void {
    if (this.#hasPaused) this.#slots.stalled.resumed(transfer);
  }

  over(transfer: StalledTransfer): void {
    if (this.#hasPaused) this.#slots.stalled.over(transfer);
    this.giveBack();
  }
}
