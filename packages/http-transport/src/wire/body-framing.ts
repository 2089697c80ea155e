import type { ReceivedHead } from "./response-head.ts";
import { WireError } from "./wire-error.ts";

/** Where the body of a response ends (RFC 9112 §6.3). */
export type BodyFraming =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  /** With the connection. */
  | { readonly kind: "close" };

/** What the head says of the message and of its connection. */
export interface MessageFraming {
  readonly body: BodyFraming;
  /** Whether the connection can serve another request afterwards (RFC 9112 §9.3). */
  readonly keepAlive: boolean;
  /**
   * How long the server keeps the unused connection, milliseconds, where it says so (`Keep-Alive: timeout=`, RFC 2068
   * §19.7.1.1).
   */
  readonly keepAliveMs?: number | undefined;
}

const NONE: BodyFraming = { kind: "none" };

/**
 * Finds out where a response ends. What two recipients might read in two ways is refused, for then one of them takes a
 * part of the body for the next answer: a length beside a transfer coding, two lengths, a coding that was not asked
 * for.
 *
 * @throws {WireError}
 */
export function messageFraming(method: string, { minorVersion, status, fields }: ReceivedHead): MessageFraming {
  let length: number | undefined;
  let chunked = false;
  let close = false;
  let keep = false;
  let keepAliveMs: number | undefined;
  for (const [name, value] of fields) {
    switch (name.length) {
      case 10:
        if (name.toLowerCase() === "keep-alive") keepAliveMs = parseKeepAlive(value) ?? keepAliveMs;
        if (name.toLowerCase() !== "connection") break;
        for (const option of value.split(",")) {
          const known = option.trim().toLowerCase();
          if (known === "close") close = true;
          else if (known === "keep-alive") keep = true;
        }
        break;
      case 14:
        if (name.toLowerCase() !== "content-length") break;
        if (length !== undefined) throw new WireError("malformed", "there are two Content-Length fields");
        length = parseLength(value);
        break;
      case 17:
        if (name.toLowerCase() !== "transfer-encoding") break;
        if (chunked) throw new WireError("malformed", "there are two Transfer-Encoding fields");
        // No `TE` was sent, so nothing else is allowed (RFC 9112 §7.4); it could only be passed on without its name.
        if (value.toLowerCase() !== "chunked") {
          throw new WireError("malformed", "the transfer coding is another one than chunked");
        }
        chunked = true;
        break;
    }
  }
  if (chunked && length !== undefined) {
    throw new WireError("malformed", "there is a Content-Length beside a Transfer-Encoding");
  }
  // An intermediary of HTTP/1.0 may have passed the coding on without knowing it (RFC 9112 §6.1).
  const keepAlive = !close && (minorVersion === 1 || (keep && !chunked));
  if (method === "HEAD" || status < 200 || status === 204 || status === 304)
    return { body: NONE, keepAlive, keepAliveMs };
  if (chunked) return { body: { kind: "chunked" }, keepAlive, keepAliveMs };
  if (length === 0) return { body: NONE, keepAlive, keepAliveMs };
  if (length !== undefined) return { body: { kind: "length", bytes: length }, keepAlive, keepAliveMs };
  return { body: { kind: "close" }, keepAlive: false };
}

function parseLength(value: string): number {
  const length = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(length)) {
    throw new WireError("malformed", `Content-Length is ${JSON.stringify(value)}; allowed is a whole number`);
  }
  return length;
}

/** The seconds of `timeout`, as milliseconds. */
function parseKeepAlive(value: string): number | undefined {
  const seconds = /(?:^|[,;\s])timeout\s*=\s*"?(\d{1,9})(?![\d.])/i.exec(value)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
