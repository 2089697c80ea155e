import { OptionError } from "@understudy/core";
import { checkOptionNames, type OptionNames, TIMER_MS, wholeNumber } from "@understudy/core/adapter";
import type { ForwardedFields } from "./client/forwarded-chain.ts";
import type { ErrorListener } from "./error-reporter.ts";

/** Options of {@link createMiddleware}. */
export interface MiddlewareOptions {
  /**
   * Whose `X-Forwarded-For/Proto/Host` and `Forwarded` fields are believed (X12): none (`false`), all (`true`; only
   * where none but the proxy can connect), or those of the IP addresses and networks listed, such as `["127.0.0.1",
   * "10.0.0.0/8"]`.
   * @default false
   */
  readonly trustProxy?: boolean | readonly string[];
  /**
   * Which fields the trusted proxy writes. `auto` reads `X-Forwarded-*`, and `Forwarded` where there is no
   * `X-Forwarded-For`. Say `"forwarded"` for a proxy that writes only that: it may let a client's own `X-Forwarded-For`
   * pass.
   * @default "auto"
   */
  readonly forwardedFields?: ForwardedFields;
  /**
   * How long a client may take not one byte of a response that waits for it, milliseconds; then it counts as gone. A
   * slow reader that still reads is never cut. 0: for ever.
   * @default 120000
   */
  readonly sendTimeoutMs?: number;
  /**
   * Requests of one connection that are under way at a time, 1 to 1000. What a client sends beyond them waits, and nothing more is read from
   * its connection meanwhile, so that no client takes the server from the others. For servers of `node:http`.
   * @default 4
   */
  readonly maxPipelinedRequests?: number;
  /**
   * Requests of one connection that are at the secondary at a time, 0 to 65535; 0: any number. Further ones wait for
   * their turn until the connect deadline. The transport that a handler brings has limits of its own.
   * @default 16
   */
  readonly maxRedirectsPerConnection?: number;
  /**
   * The same for all connections of one client address, 0 to 65535; 0: any number. Behind a proxy that is not trusted
   * all clients have the proxy's address.
   * @default 0
   */
  readonly maxRedirectsPerAddress?: number;
  /**
   * Called with errors that a handler throws, bodies that break, and promises given to `waitUntil` that fail. Not with
   * `ForwardError`s, which are in the access log.
   * @default console.error
   */
  readonly onError?: ErrorListener;
}

/** Certificate and key of an HTTPS server; PEM text or bytes. */
export interface TlsOptions {
  /** The private key. */
  readonly key: string | Uint8Array;
  /** The certificate, with those between it and the root after it. */
  readonly cert: string | Uint8Array;
  /** Authorities that intermediate certificates are looked up in. @default the runtime's own */
  readonly ca?: string | Uint8Array;
  /** What the key is encrypted with. @default not encrypted */
  readonly passphrase?: string;
}

/** Options of {@link serve}. */
export interface ServeOptions extends MiddlewareOptions {
  /** 0 to 65535; 0 for a free one. @default 3000 */
  readonly port?: number;
  /**
   * Address or name to listen on: `0.0.0.0` or `::` for all of the machine's.
   * @default "127.0.0.1", this machine only
   */
  readonly host?: string;
  /**
   * Other processes that say so too may listen on the same port; the system gives each new connection to one of them.
   * For port 0 every process gets a port of its own. Node.js from 22.12 and 23.1 on; on an older one, and on any, a
   * worker of `node:cluster` shares its primary's port.
   * @default false
   */
  readonly reusePort?: boolean;
  /** Makes it an HTTPS server. @default HTTP */
  readonly tls?: TlsOptions;
  /**
   * How long a client may take for the head of a request, and for a TLS handshake, milliseconds; then it gets a 408. 0:
   * for ever.
   * @default 20000
   */
  readonly headersTimeoutMs?: number;
  /**
   * How long a client may take for a whole request, its body included, milliseconds; then it gets a 408 or is cut. 0:
   * for ever. Not below `headersTimeoutMs`.
   * @default 300000
   */
  readonly requestTimeoutMs?: number;
  /**
   * How long a connection is kept open for a next request, milliseconds; 0: until the client closes it. To be longer
   * than that of a proxy in front, so that it is the proxy that closes.
   * @default 65000
   */
  readonly keepAliveTimeoutMs?: number;
  /**
   * How long {@link Server.close} waits for requests in progress before it cuts them, milliseconds; 0: not at all.
   * @default 30000
   */
  readonly shutdownTimeoutMs?: number;
  /** The longest head of a request, bytes; a longer one gets a 431. 1024 to 1048576. @default 16384 */
  readonly maxHeaderBytes?: number;
}

/** The names of {@link MiddlewareOptions}. */
export const MIDDLEWARE_OPTION_NAMES = {
  trustProxy: true,
  forwardedFields: true,
  sendTimeoutMs: true,
  maxPipelinedRequests: true,
  maxRedirectsPerConnection: true,
  maxRedirectsPerAddress: true,
  onError: true,
} as const satisfies OptionNames<MiddlewareOptions>;

const SERVE_OPTION_NAMES = {
  ...MIDDLEWARE_OPTION_NAMES,
  port: true,
  host: true,
  reusePort: true,
  tls: true,
  headersTimeoutMs: true,
  requestTimeoutMs: true,
  keepAliveTimeoutMs: true,
  shutdownTimeoutMs: true,
  maxHeaderBytes: true,
} as const satisfies OptionNames<ServeOptions>;

const TLS_OPTION_NAMES = {
  key: true,
  cert: true,
  ca: true,
  passphrase: true,
} as const satisfies OptionNames<TlsOptions>;

/** The options of a middleware, checked, with their defaults. */
export type ResolvedMiddlewareOptions = MiddlewareOptions & Required<Omit<MiddlewareOptions, "onError">>;

/** The options of `serve`, checked, with their defaults. */
export type ResolvedServeOptions = ServeOptions & Required<Omit<ServeOptions, "tls" | "onError">>;

const FORWARDED_FIELDS = ["auto", "x-forwarded", "forwarded"] as const;

/** @throws {OptionError} naming option, value and what is allowed */
export function resolveMiddlewareOptions(options: MiddlewareOptions): ResolvedMiddlewareOptions {
  checkOptionNames(options, MIDDLEWARE_OPTION_NAMES);
  return checkedMiddlewareOptions(options);
}

function checkedMiddlewareOptions(options: MiddlewareOptions): ResolvedMiddlewareOptions {
  const { forwardedFields = "auto", onError } = options;
  if (!FORWARDED_FIELDS.includes(forwardedFields)) {
    throw new OptionError("forwardedFields", forwardedFields, FORWARDED_FIELDS.join(", "));
  }
  if (onError !== undefined && typeof onError !== "function") throw new OptionError("onError", onError, "a function");
  return {
    // Checked where it is compiled.
    trustProxy: options.trustProxy ?? false,
    forwardedFields,
    sendTimeoutMs: milliseconds("sendTimeoutMs", options.sendTimeoutMs, 120_000),
    maxPipelinedRequests: wholeNumber("maxPipelinedRequests", options.maxPipelinedRequests, {
      byDefault: 4,
      min: 1,
      max: 1_000,
    }),
    maxRedirectsPerConnection: redirects("maxRedirectsPerConnection", options.maxRedirectsPerConnection, 16),
    maxRedirectsPerAddress: redirects("maxRedirectsPerAddress", options.maxRedirectsPerAddress, 0),
    ...(onError && { onError }),
  };
}

/** @throws {OptionError} naming option, value and what is allowed */
export function resolveServeOptions(options: ServeOptions): ResolvedServeOptions {
  checkOptionNames(options, SERVE_OPTION_NAMES);
  const { host = "127.0.0.1", reusePort = false, tls } = options;
  if (typeof host !== "string" || host === "") throw new OptionError("host", host, "an address or a name");
  if (typeof reusePort !== "boolean") throw new OptionError("reusePort", reusePort, "true, false");
  if (tls !== undefined) checkTls(tls);
  const headersTimeoutMs = milliseconds("headersTimeoutMs", options.headersTimeoutMs, 20_000);
  const requestTimeoutMs = milliseconds("requestTimeoutMs", options.requestTimeoutMs, 300_000);
  if (requestTimeoutMs > 0 && headersTimeoutMs > requestTimeoutMs) {
    const allowed = `0, and numbers from headersTimeoutMs (${headersTimeoutMs}) on`;
    throw new OptionError("requestTimeoutMs", requestTimeoutMs, allowed);
  }
  return {
    ...checkedMiddlewareOptions(options),
    port: wholeNumber("port", options.port, { byDefault: 3000, min: 0, max: 65_535 }),
    host,
    reusePort,
    ...(tls && { tls }),
    headersTimeoutMs,
    requestTimeoutMs,
    keepAliveTimeoutMs: milliseconds("keepAliveTimeoutMs", options.keepAliveTimeoutMs, 65_000),
    shutdownTimeoutMs: milliseconds("shutdownTimeoutMs", options.shutdownTimeoutMs, 30_000),
    maxHeaderBytes: wholeNumber("maxHeaderBytes", options.maxHeaderBytes, {
      byDefault: 16_384,
      min: 1_024,
      max: 1_048_576,
    }),
  };
}

function milliseconds(name: string, value: unknown, byDefault: number): number {
  return wholeNumber(name, value, { byDefault, ...TIMER_MS });
}

function redirects(name: string, value: unknown, byDefault: number): number {
  return wholeNumber(name, value, { byDefault, min: 0, max: 65_535 });
}

function checkTls(tls: TlsOptions): void {
  checkOptionNames(tls, TLS_OPTION_NAMES, "tls");
  for (const name of ["key", "cert"] as const) {
    const value: unknown = tls?.[name];
    // Not the value: it may be a private key.
    const isPem = (typeof value === "string" && value !== "") || value instanceof Uint8Array;
    if (!isPem) throw new OptionError(`tls.${name}`, typeof value, "PEM text or bytes");
  }
}
