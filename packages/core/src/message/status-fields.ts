import { type BareItem, serializeList, Token } from "structured-headers";

/** `Proxy-Status` (RFC 9209 §2): this server made the answer, because of this error between it and the secondary. */
export function proxyStatus(serverId: string, errorType: string, details?: string): string {
  const parameters = new Map<string, BareItem>([["error", new Token(errorType)]]);
  // A structured string holds printable ASCII only.
  if (details !== undefined) parameters.set("details", details.replace(/[^\x20-\x7e]/g, "?"));
  return serializeList([[new Token(serverId), parameters]]);
}

/** `Cache-Status` (RFC 9211 §2): forwarded because of a miss, not stored (X11). */
export function forwardedCacheStatus(serverId: string): string {
  if (serverId === lastServerId) return lastCacheStatus;
  const parameters = new Map<string, BareItem>([
    ["fwd", new Token("miss")],
    ["stored", false],
    ["detail", new Token("REMOTE")],
  ]);
  lastServerId = serverId;
  lastCacheStatus = serializeList([[new Token(serverId), parameters]]);
  return lastCacheStatus;
}

/** It is the same for every response of a server, and most processes are one. */
let lastServerId: string | undefined;
let lastCacheStatus = "";
