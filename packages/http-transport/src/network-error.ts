import { ForwardError, type ForwardErrorCode } from "@understudy/core/adapter";

/**
 * Error codes of `node:net`, `node:dns` and `node:tls`, which Node, Bun and Deno share. What is in no row and fits no
 * pattern below is `unreachable`.
 */
const CODES: Readonly<Record<string, ForwardErrorCode>> = {
  ECONNREFUSED: "connection-refused",
  ENOTFOUND: "dns-failure",
  ENODATA: "dns-failure",
  ESERVFAIL: "dns-failure",
  EHOSTUNREACH: "unroutable",
  ENETUNREACH: "unroutable",
  EADDRNOTAVAIL: "unroutable",
  EAFNOSUPPORT: "unroutable",
  ETIMEDOUT: "connect-timeout",
  ECONNRESET: "connection-reset",
  ECONNABORTED: "connection-reset",
  EPIPE: "connection-reset",
  ERR_STREAM_PREMATURE_CLOSE: "connection-reset",
  ERR_SOCKET_CLOSED: "connection-reset",
  HOSTNAME_MISMATCH: "tls-certificate",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-certificate",
  INVALID_CA: "tls-certificate",
  INVALID_PURPOSE: "tls-certificate",
  PATH_LENGTH_EXCEEDED: "tls-certificate",
  EPROTO: "tls-failure",
};

const PATTERNS: ReadonlyArray<readonly [RegExp, ForwardErrorCode]> = [
  [/^EAI_/, "dns-failure"],
  // The X509_V_ERR_ names of OpenSSL without their prefix, and Node's own check of the name.
  [/^(CERT|CRL|UNABLE_TO|ERROR_IN_(CERT|CRL)|ERR_TLS_CERT)_/, "tls-certificate"],
  [/^ERR_SSL_.*ALERT/, "tls-alert"],
  [/^ERR_(SSL|TLS|OSSL)_/, "tls-failure"],
];

/** Which of several attempts' failures says most: an answer of any kind first, then none, then no way to the host. */
const TELLING: readonly ForwardErrorCode[] = [
  "connection-refused",
  "connection-reset",
  "connect-timeout",
  "unroutable",
];

/** Why there was no answer, from the code of a socket's or resolver's error; never from its text. */
export function networkErrorCode(error: unknown): ForwardErrorCode {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const codes = error.errors.map(networkErrorCode);
    return TELLING.find((code) => codes.includes(code)) ?? codes[0]!;
  }
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (typeof code !== "string") return "unreachable";
  if (code === "EPROTO" && isAlert((error as Error).message)) return "tls-alert";
  return CODES[code] ?? PATTERNS.find(([pattern]) => pattern.test(code))?.[1] ?? "unreachable";
}

/**
 * Node has no code of its own for an alert within the handshake, only EPROTO and OpenSSL's error string. What is read
 * is its packed number: the reason in the low 23 bits is 1000 (SSL_AD_REASON_OFFSET) + the alert.
 */
function isAlert(opensslError: string): boolean {
  const packed = /\berror:([0-9A-F]{8}):/.exec(opensslError)?.[1] ?? "0";
  const reason = Number.parseInt(packed, 16) & 0x7fffff;
  return reason >= 1_000 && reason < 1_256;
}

/** The {@link ForwardError} for a network error; `what` says which request failed, for the log. */
export function toForwardError(error: unknown, what: string): ForwardError {
  return new ForwardError(networkErrorCode(error), { message: `${what}: ${describe(error)}`, cause: error });
}

/** The error's text; Node leaves that of several failed attempts empty. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(describe).join("; ");
  return error instanceof Error ? error.message : String(error);
}
