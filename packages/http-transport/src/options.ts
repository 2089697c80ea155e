import type { LookupFunction } from "node:net";
import { OptionError } from "@understudy/core";
import { checkOptionNames, type OptionNames, TIMER_MS, wholeNumber } from "@understudy/core/adapter";

/** PEM, text or bytes, one or several, as `node:tls` takes them. */
export type Pem = string | Uint8Array | ReadonlyArray<string | Uint8Array>;

/** How the connection to an `https` secondary is secured. Every field has the meaning that it has in `node:tls`. */
export interface HttpTransportTlsOptions {
  /** Certificate authorities to trust, PEM. They replace the runtime's own list. @default the runtime's list */
  ca?: Pem;
  /** Client certificate, PEM, for a secondary that asks for one. Goes with `key`. @default none */
  cert?: Pem;
  /** Private key of `cert`, PEM. @default none */
  key?: Pem;
  /** Whether a certificate that cannot be verified ends the request. Switch it off for trials only. @default true */
  rejectUnauthorized?: boolean;
  /** Sent as SNI, and the name that the certificate must have. @default the URL's host; no SNI for an IP address */
  servername?: string;
}

/** Options of {@link createHttpTransport}. */
export interface HttpTransportOptions {
  /**
   * Requests in progress at the same time to one origin, each on a connection of its own; 1 to 65535. Further ones wait
   * for their turn until the connect deadline. 256 keeps a process, with the clients' connections beside it, below the
   * usual limit of 1024 open files.
   * @default 256
   */
  maxConnections?: number;
  /**
   * Of these, as many as one connection of a client may have at a time, 0 to 65535; further requests of it wait for
   * its own, and others go first. 0: all.
   * @default 16
   */
  maxPerClientConnection?: number;
  /**
   * Of these, as many as one address of a client may have at a time, over all of its connections, 0 to 65535. 0: all;
   * behind a proxy that is not trusted every client has the proxy's address.
   * @default 0
   */
  maxPerClientAddress?: number;
  /**
   * Requests to one origin that may wait for a connection, 0 to 65535. Of more, the client that has the most waiting
   * loses its latest.
   * @default 1024
   */
  maxQueuedRequests?: number;
  /**
   * Connections to one origin that are kept open while nothing uses them; 0 to 65535, 0 for none: every request
   * connects anew.
   * @default 64
   */
  maxIdleConnections?: number;
  /**
   * How long an unused connection is kept, milliseconds, 1 to 2147483647. Common servers close theirs after 5 s (Node,
   * Apache httpd) or later; to be earlier than the server spares a request that meets a connection just closed.
   * @default 4000
   */
  idleTimeoutMs?: number;
  /**
   * The largest response head that is accepted, bytes with line ends, 1024 to 16777216. Interim heads count with the
   * final one.
   * @default 65536
   */
  maxResponseHeaderBytes?: number;
  /** For an `https` secondary. @default the runtime's certificate authorities, no client certificate */
  tls?: HttpTransportTlsOptions;
  /** Resolves the secondary's name, as the `lookup` option of `net.connect`. @default the system's resolver */
  lookup?: LookupFunction;
}

/** {@link HttpTransportOptions} with every default filled in and checked. */
export interface ResolvedOptions {
  readonly maxConnections: number;
  readonly maxPerClientConnection: number;
  readonly maxPerClientAddress: number;
  readonly maxQueuedRequests: number;
  readonly maxIdleConnections: number;
  readonly idleTimeoutMs: number;
  readonly maxResponseHeaderBytes: number;
  readonly tls: HttpTransportTlsOptions;
  readonly lookup?: LookupFunction;
}

const NUMBERS = {
  maxConnections: { byDefault: 256, min: 1, max: 65_535 },
  maxPerClientConnection: { byDefault: 16, min: 0, max: 65_535 },
  maxPerClientAddress: { byDefault: 0, min: 0, max: 65_535 },
  maxQueuedRequests: { byDefault: 1_024, min: 0, max: 65_535 },
  maxIdleConnections: { byDefault: 64, min: 0, max: 65_535 },
  idleTimeoutMs: { byDefault: 4_000, min: 1, max: TIMER_MS.max },
  maxResponseHeaderBytes: { byDefault: 65_536, min: 1_024, max: 16_777_216 },
} as const;

const OPTION_NAMES = {
  maxConnections: true,
  maxIdleConnections: true,
  maxPerClientConnection: true,
  maxPerClientAddress: true,
  maxQueuedRequests: true,
  idleTimeoutMs: true,
  maxResponseHeaderBytes: true,
  tls: true,
  lookup: true,
} as const satisfies OptionNames<HttpTransportOptions>;

const PEM_ALLOWED = "PEM text, bytes or a list of them";

const TLS_FIELDS = {
  ca: { isValid: isPem, allowed: PEM_ALLOWED },
  cert: { isValid: isPem, allowed: PEM_ALLOWED },
  key: { isValid: isPem, allowed: PEM_ALLOWED },
  rejectUnauthorized: { isValid: (value: unknown) => typeof value === "boolean", allowed: "true or false" },
  servername: { isValid: (value: unknown) => typeof value === "string" && value !== "", allowed: "a host name" },
} as const satisfies Record<keyof HttpTransportTlsOptions, unknown>;

const TLS_NAMES = {
  ca: true,
  cert: true,
  key: true,
  rejectUnauthorized: true,
  servername: true,
} as const satisfies OptionNames<HttpTransportTlsOptions>;

/**
 * The options with their defaults.
 *
 * @throws {OptionError} for a value of the wrong kind, a number that is not a whole one within its limits, or an
 *   unknown option
 */
export function resolveOptions(options: HttpTransportOptions): ResolvedOptions {
  checkOptionNames(options, OPTION_NAMES);
  const { tls = {}, lookup } = options;
  if (lookup !== undefined && typeof lookup !== "function") {
    throw new OptionError("lookup", lookup, "a function as net.connect takes it");
  }
  const number = (name: keyof typeof NUMBERS) => wholeNumber(name, options[name], NUMBERS[name]);
  return {
    maxConnections: number("maxConnections"),
    maxPerClientConnection: number("maxPerClientConnection"),
    maxPerClientAddress: number("maxPerClientAddress"),
    maxQueuedRequests: number("maxQueuedRequests"),
    maxIdleConnections: number("maxIdleConnections"),
    idleTimeoutMs: number("idleTimeoutMs"),
    maxResponseHeaderBytes: number("maxResponseHeaderBytes"),
    tls: resolveTls(tls),
    ...(lookup && { lookup }),
  };
}

function resolveTls(tls: HttpTransportTlsOptions): HttpTransportTlsOptions {
  checkOptionNames(tls, TLS_NAMES, "tls");
  const given = Object.entries(tls).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const { isValid, allowed } = TLS_FIELDS[name as keyof HttpTransportTlsOptions];
    if (!isValid(value)) throw new OptionError(`tls.${name}`, value, allowed);
  }
  return Object.fromEntries(given);
}

function isPem(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one === "string" || one instanceof Uint8Array);
  return typeof value === "string" || value instanceof Uint8Array;
}
