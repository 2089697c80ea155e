import type { Socket } from "node:net";
import process from "node:process";

/** What happens to a connection, as far as an exchange on it must know. */
export interface ConnectionListener {
  /** Whether the request has come with all of its body. */
  readonly requestIsWhole: boolean;
  /** The connection is closed. */
  connectionClosed(): void;
  /** The client has closed its side; what was written already can still arrive. */
  connectionEnding(): void;
}

/**
 * The exchanges of a connection that are not over; several when the client pipelines.
 *
 * A list and not a Set: the hash tables that a long-lived Set leaves behind keep what was in them alive, one through
 * the other, until the next full collection, and with it everything that belonged to past requests.
 */
const openExchanges = new WeakMap<Socket, ConnectionListener[]>();

const waiting = new WeakMap<Socket, () => void>();

/**
 * Calls back when every request that has come whole on a connection is answered, at once if none is open. What is wrong behind them is
 * answered in its turn (RFC 9112 §9.3.2).
 */
export function whenAnswered(socket: Socket, callback: () => void): void {
  waiting.set(socket, callback);
  checkWaiting(socket);
}

function checkWaiting(socket: Socket): void {
  const callback = waiting.get(socket);
  if (callback === undefined || openExchanges.get(socket)?.some(({ requestIsWhole }) => requestIsWhole)) return;
  waiting.delete(socket);
  callback();
}

/** Tells an exchange what happens to its connection, until {@link unfollow}. */
export function follow(socket: Socket, exchange: ConnectionListener): void {
  let open = openExchanges.get(socket);
  if (open === undefined) {
    const exchanges: ConnectionListener[] = [];
    openExchanges.set(socket, exchanges);
    socket.once("close", () => {
      for (const each of [...exchanges]) each.connectionClosed();
    });
    socket.once("end", () => {
      for (const each of [...exchanges]) each.connectionEnding();
    });
    open = exchanges;
  }
  open.push(exchange);
  if (socket.destroyed) process.nextTick(() => exchange.connectionClosed());
}

/** The exchange is over. */
export function unfollow(socket: Socket, exchange: ConnectionListener): void {
  const open = openExchanges.get(socket);
  const index = open?.indexOf(exchange) ?? -1;
  if (index >= 0) open!.splice(index, 1);
  // Behind the end of one exchange another one may begin that has waited for it.
  if (waiting.has(socket)) queueMicrotask(() => checkWaiting(socket));
}
