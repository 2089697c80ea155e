import type { Socket } from "node:net";
import process from "node:process";

/** What happens to a connection, as far as an exchange on it must know. */
export interface ConnectionListener {
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

/** Whether a response is in progress on a connection. */
export function hasOpenExchange(socket: Socket): boolean {
  return (openExchanges.get(socket)?.length ?? 0) > 0;
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
}
