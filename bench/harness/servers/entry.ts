import type { AddressInfo } from "node:net";
import process from "node:process";

/** The secondary that this contender passes everything on to. */
export const origin = new URL(process.env.ORIGIN ?? "");

/** The port to listen on; 0 for a free one. */
export const port = Number(process.env.PORT ?? 0);

/** Connections to the secondary that a contender may keep, so that no contender is limited by its default. */
export const KEPT_CONNECTIONS = 1024;

/**
 * Tells the process that started this one where it listens.
 *
 * @param server the process that serves, when it is another one
 */
export function ready(listening: { address(): AddressInfo | string | null } | number, server?: number): void {
  const bound = typeof listening === "number" ? listening : (listening.address() as AddressInfo).port;
  console.log(`listening on http://127.0.0.1:${bound}${server === undefined ? "" : ` process ${server}`}`);
}

/** The request's fields without the one that concerns the client's own connection. */
export function fieldsToForward(fields: NodeJS.Dict<string | string[]>): Record<string, string | string[] | undefined> {
  const forwarded = { ...fields };
  delete forwarded.connection;
  return forwarded;
}
