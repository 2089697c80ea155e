/** For whom a place is: what limits and turns are counted by. */
export interface PlaceClient {
  /** The client's connection; any object that is the same for all requests of it. @default a connection of its own */
  readonly connection?: object | undefined;
  /** The client's IP address. @default not counted by address */
  readonly address?: string | undefined;
}

/** How many places there are. All whole numbers. */
export interface FairPlacesOptions {
  /** Places for all clients, from 1. */
  readonly places: number;
  /** Places that one connection may have at a time; 0: as many as there are. */
  readonly perConnection: number;
  /** Places that one address may have at a time; 0: as many as there are. */
  readonly perAddress: number;
  /** Requests that may wait for a place, from 0. */
  readonly maxWaiting: number;
}

/** A place that a client has. */
export interface Place {
  /** Gives it to the next in turn. May be called more than once. */
  giveBack(): void;
}

/** What waits for a place. */
export interface Waiter {
  /** Its turn has come. Must not throw. */
  begin(place: Place): void;
  /** It has lost its place in the queue to a client with fewer waiting. Must not throw. */
  refuse(): void;
}

/** For {@link TakenPlace}. */
let takeBack: (places: FairPlaces, account: Account, address: Account | undefined) => void;

/**
 * Places that clients share: each has a limit of its own, and when all are taken the clients take turns, however many
 * requests each of them has waiting. When the queue is full, it is the client with the most waiting that loses its
 * latest.
 */
export class FairPlaces {
  static {
    takeBack = (places, account, address) => places.#takeBack(account, address);
  }

  #options: FairPlacesOptions;
  readonly #connections = new WeakMap<object, Account>();
  /** Those with a place or that wait for one. */
  readonly #addresses = new Map<string, Account>();
  /** Clients that wait, in the order of their turns. */
  readonly #turns = new Set<Account>();
  #taken = 0;
  #waiting = 0;

  constructor(options: FairPlacesOptions) {
    this.#options = options;
  }

  /** Sets the limits of one client anew; what it has already, it keeps. */
  setShares(shares: Pick<FairPlacesOptions, "perConnection" | "perAddress">): void {
    this.#options = { ...this.#options, ...shares };
    while (this.#waiting > 0 && this.#next()) {}
  }

  /** Places that are taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @returns a place; undefined when none is free, or the client has its share */
  take(client: PlaceClient | undefined): Place | undefined {
    const { places } = this.#options;
    if (this.#taken >= places) return undefined;
    const account = this.#accountOf(client);
    const address = this.#addressOf(client);
    if (this.#mayTake(account, address)) return this.#give(account, address);
    // Not to be kept for a client that may leave without waiting.
    if (address?.mentions === 0) this.#addresses.delete(address.name!);
    return undefined;
  }

  /**
   * Waits for the client's turn.
   *
   * @returns a function that takes the request back; undefined when the queue is full and no client has more waiting
   */
  wait(client: PlaceClient | undefined, waiter: Waiter): (() => void) | undefined {
    const account = this.#accountOf(client);
    if (this.#waiting >= this.#options.maxWaiting && !this.#makeRoomFor(account)) return undefined;
    const address = this.#addressOf(client);
    const entry: Entry = { waiter, address };
    account.waiting ??= new Set();
    account.waiting.add(entry);
    if (address !== undefined) address.mentions += 1;
    this.#waiting += 1;
    this.#turns.add(account);
    return () => void this.#remove(account, entry);
  }

  #accountOf(client: PlaceClient | undefined): Account {
    const connection = client?.connection;
    if (connection === undefined) return new Account(undefined);
    let account = this.#connections.get(connection);
    if (account === undefined) {
      account = new Account(undefined);
      this.#connections.set(connection, account);
    }
    return account;
  }

  #addressOf(client: PlaceClient | undefined): Account | undefined {
    const address = client?.address;
    if (this.#options.perAddress === 0 || address === undefined) return undefined;
    let account = this.#addresses.get(address);
    if (account === undefined) {
      account = new Account(address);
      this.#addresses.set(address, account);
    }
    return account;
  }

  #mayTake(account: Account, address: Account | undefined): boolean {
    const { perConnection, perAddress } = this.#options;
    if (perConnection > 0 && account.taken >= perConnection) return false;
    return address === undefined || address.taken < perAddress;
  }

  #give(account: Account, address: Account | undefined): Place {
    this.#taken += 1;
    account.taken += 1;
    if (address !== undefined) {
      address.taken += 1;
      address.mentions += 1;
    }
    return new TakenPlace(this, account, address);
  }

  #takeBack(account: Account, address: Account | undefined): void {
    this.#taken -= 1;
    account.taken -= 1;
    if (address !== undefined) {
      address.taken -= 1;
      this.#forget(address);
    }
    if (this.#waiting > 0) this.#next();
  }

  /** Gives a free place to the client whose turn it is, and puts it at the end. @returns whether there was one */
  #next(): boolean {
    if (this.#taken >= this.#options.places) return false;
    for (const account of this.#turns) {
      for (const entry of account.waiting ?? []) {
        if (!this.#mayTake(account, entry.address)) continue;
        // The place first: the address is not to be forgotten in between.
        const place = this.#give(account, entry.address);
        this.#turns.delete(account);
        this.#remove(account, entry);
        if (waitingOf(account) > 0) this.#turns.add(account);
        entry.waiter.begin(place);
        return true;
      }
    }
    return false;
  }

  #remove(account: Account, entry: Entry): void {
    if (!account.waiting?.delete(entry)) return;
    this.#waiting -= 1;
    if (account.waiting.size === 0) this.#turns.delete(account);
    if (entry.address !== undefined) this.#forget(entry.address);
  }

  #makeRoomFor(account: Account): boolean {
    let most = account;
    for (const other of this.#turns) if (waitingOf(other) > waitingOf(most)) most = other;
    if (waitingOf(most) <= waitingOf(account) + 1) return false;
    let latest: Entry | undefined;
    for (const entry of most.waiting ?? []) latest = entry;
    if (latest === undefined) return false;
    this.#remove(most, latest);
    latest.waiter.refuse();
    return true;
  }

  #forget(address: Account): void {
    address.mentions -= 1;
    if (address.mentions === 0) this.#addresses.delete(address.name!);
  }
}

interface Entry {
  readonly waiter: Waiter;
  readonly address: Account | undefined;
}

/** What a connection, or an address, has. */
class Account {
  /** The address. */
  readonly name: string | undefined;
  taken = 0;
  /** Of an address: its places and those of its requests that wait. */
  mentions = 0;
  /** Made for the first that waits. */
  waiting: Set<Entry> | undefined;

  constructor(name: string | undefined) {
    this.name = name;
  }
}

function waitingOf({ waiting }: Account): number {
  return waiting?.size ?? 0;
}

class TakenPlace implements Place {
  readonly #places: FairPlaces;
  readonly #account: Account;
  readonly #address: Account | undefined;
  #held = true;

  constructor(places: FairPlaces, account: Account, address: Account | undefined) {
    this.#places = places;
    this.#account = account;
    this.#address = address;
  }

  giveBack(): void {
    if (!this.#held) return;
    this.#held = false;
    takeBack(this.#places, this.#account, this.#address);
  }
}
