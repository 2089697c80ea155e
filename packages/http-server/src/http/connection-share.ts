import type { Socket } from "node:net";

/** What one connection has under way, and what of it waits. */
interface Share {
  underWay: number;
  readonly waiting: (() => void)[];
}

/**
 * From how many waiting requests on the connection is not read. Bun does not notice that a client leaves whose connection it does not read, so
 * there only one that sends far too much is stopped.
 */
const PAUSED_FROM = "Bun" in globalThis ? 64 : 1;

/**
 * Limits how many requests of one connection are under way at a time. `node:http` hands out every request of a pipeline as soon as it has read
 * it, and a single client could take all that the server has.
 */
export class ConnectionShares {
  readonly #max: number;
  readonly #shares = new WeakMap<Socket, Share>();

  /** @param max requests of one connection */
  constructor(max: number) {
    this.#max = max;
  }

  /**
   * Starts a request of a connection, at once or when one of those before it is over; in their order. While one waits, nothing more is read
   * from the connection. What still waits when the connection closes is not started.
   *
   * @param start begins the request; {@link leave} is to be called when it is over
   */
  enter(socket: Socket, start: () => void): void {
    let share = this.#shares.get(socket);
    if (share === undefined) {
      const opened: Share = { underWay: 0, waiting: [] };
      share = opened;
      this.#shares.set(socket, opened);
      socket.once("close", () => void opened.waiting.splice(0));
    }
    if (share.underWay < this.#max) {
      share.underWay += 1;
      start();
      return;
    }
    share.waiting.push(start);
    // The bodies of those under way have come: they stand in front of this one.
    if (share.waiting.length >= PAUSED_FROM) socket.pause();
  }

  /** A request of the connection is over. */
  leave(socket: Socket): void {
    const share = this.#shares.get(socket);
    if (share === undefined) return;
    share.underWay -= 1;
    const start = share.waiting.shift();
    if (start === undefined) return;
    share.underWay += 1;
    if (share.waiting.length < PAUSED_FROM) socket.resume();
    start();
  }
}
