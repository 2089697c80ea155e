import type { LookupFunction } from "node:net";

/** Text (PEM) or bytes, one or several, as `node:tls` takes them. */
type Pem = string | Uint8Array | ReadonlyArray<string | Uint8Array>;

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
  /** The name that is sent as SNI and that the certificate must have. @default the URL's host; no SNI for an IP address */
  servername?: string;
}

/** What {@link createHttpTransport} can be told. */
export interface HttpTransportOptions {
  /**
   * Requests under way at the same time to one origin, each on a connection of its own; 1 to 65535. Further ones wait
   * for their turn until the connect deadline. 256 keeps a process, with the clients' connections beside it, below the usual limit
   * of 1024 open files.
   * @default 256
   */
  maxConnections?: number;
  /**
   * Connections to one origin that are kept open while nothing uses them; 0 to 65535, 0 for none: every request
   * connects anew.
   * @default 64
   */
  maxIdleConnections?: number;
  /**
   * How long an unused connection is kept, milliseconds, 1 to 2147483647. Common servers close theirs after 5 s (Node, Apache httpd) or
   * later; to be earlier than the server spares a request that meets a connection just closed.
   * @default 4000
   */
  idleTimeoutMs?: number;
  /**
   * The largest response head that is accepted, bytes of names and values as the runtime's parser counts them, 1024 to
   * 16777216.
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
  readonly maxIdleConnections: number;
  readonly idleTimeoutMs: number;
  readonly maxResponseHeaderBytes: number;
  readonly tls: HttpTransportTlsOptions;
  readonly lookup?: LookupFunction;
}

const NUMBERS = {
  maxConnections: { byDefault: 256, min: 1, max: 65_535 },
  maxIdleConnections: { byDefault: 64, min: 0, max: 65_535 },
  // A timer holds no longer delay than 2^31-1 ms.
  idleTimeoutMs: { byDefault: 4_000, min: 1, max: 2_147_483_647 },
  maxResponseHeaderBytes: { byDefault: 65_536, min: 1_024, max: 16_777_216 },
} as const;

const TLS_KINDS = {
  ca: isPem,
  cert: isPem,
  key: isPem,
  rejectUnauthorized: (value: unknown) => typeof value === "boolean",
  servername: (value: unknown) => typeof value === "string" && value !== "",
} as const;

const TLS_ALLOWED = {
  ca: "PEM text, bytes or a list of them",
  cert: "PEM text, bytes or a list of them",
  key: "PEM text, bytes or a list of them",
  rejectUnauthorized: "true or false",
  servername: "a host name",
} as const;

/**
 * The options with their defaults.
 *
 * @throws {TypeError} for a value of the wrong kind or an unknown option
 * @throws {RangeError} for a number that is not a whole one within its limits
 */
export function resolveOptions(options: HttpTransportOptions): ResolvedOptions {
  checkNames("createHttpTransport", options, [...Object.keys(NUMBERS), "tls", "lookup"]);
  if (options.lookup !== undefined && typeof options.lookup !== "function") {
    throw new TypeError(`lookup is ${show(options.lookup)}; allowed is a function as net.connect takes it`);
  }
  return {
    maxConnections: wholeNumber("maxConnections", options.maxConnections),
    maxIdleConnections: wholeNumber("maxIdleConnections", options.maxIdleConnections),
    idleTimeoutMs: wholeNumber("idleTimeoutMs", options.idleTimeoutMs),
    maxResponseHeaderBytes: wholeNumber("maxResponseHeaderBytes", options.maxResponseHeaderBytes),
    tls: resolveTls(options.tls),
    ...(options.lookup && { lookup: options.lookup }),
  };
}

function wholeNumber(name: keyof typeof NUMBERS, value: unknown): number {
  const { byDefault, min, max } = NUMBERS[name];
  if (value === undefined) return byDefault;
  const allowed = `allowed are whole numbers from ${min} to ${max}`;
  if (typeof value !== "number") throw new TypeError(`${name} is ${show(value)}; ${allowed}`);
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(`${name} is ${value}; ${allowed}`);
  return value;
}

function resolveTls(tls: HttpTransportTlsOptions = {}): HttpTransportTlsOptions {
  checkNames("tls", tls, Object.keys(TLS_KINDS));
  const given = Object.entries(tls).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const key = name as keyof typeof TLS_KINDS;
    // Not the value: it may be a private key.
    if (!TLS_KINDS[key](value)) throw new TypeError(`tls.${name} is ${typeof value}; allowed is ${TLS_ALLOWED[key]}`);
  }
  return Object.fromEntries(given);
}

function checkNames(owner: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${owner}: the options are ${show(options)}; allowed is an object`);
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(`${owner}: there is no option ${JSON.stringify(name)}; allowed are ${known.join(", ")}`);
    }
  }
}

function isPem(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one === "string" || one instanceof Uint8Array);
  return typeof value === "string" || value instanceof Uint8Array;
}

function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
