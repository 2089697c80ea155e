interface ForwardErrorRow {
  /** HTTP status of the text error. */
  readonly status: 500 | 502 | 503 | 504;
  /** `Proxy-Status` error type, RFC 9209 §2.3. */
  readonly proxyStatusType: string;
  /** What a client may read. */
  readonly publicMessage: string;
}

const UNREACHABLE = "The secondary server could not be reached.";
const SILENT = "The secondary server did not answer in time.";
const BROKEN = "The secondary server's answer was not valid.";

/** One row per reason why the secondary gave no answer. The types and their statuses are those of RFC 9209 §2.3. */
const ROWS = {
  "connect-timeout": { status: 504, proxyStatusType: "connection_timeout", publicMessage: SILENT },
  "connection-refused": { status: 502, proxyStatusType: "connection_refused", publicMessage: UNREACHABLE },
  "dns-failure": { status: 502, proxyStatusType: "dns_error", publicMessage: UNREACHABLE },
  "dns-timeout": { status: 504, proxyStatusType: "dns_timeout", publicMessage: SILENT },
  unroutable: { status: 502, proxyStatusType: "destination_ip_unroutable", publicMessage: UNREACHABLE },
  "tls-failure": { status: 502, proxyStatusType: "tls_protocol_error", publicMessage: UNREACHABLE },
  "tls-certificate": { status: 502, proxyStatusType: "tls_certificate_error", publicMessage: UNREACHABLE },
  "tls-alert": { status: 502, proxyStatusType: "tls_alert_received", publicMessage: UNREACHABLE },
  "pool-exhausted": { status: 503, proxyStatusType: "connection_limit_reached", publicMessage: UNREACHABLE },
  unreachable: { status: 503, proxyStatusType: "destination_unavailable", publicMessage: UNREACHABLE },
  "head-timeout": { status: 504, proxyStatusType: "http_response_timeout", publicMessage: SILENT },
  "connection-reset": { status: 502, proxyStatusType: "connection_terminated", publicMessage: BROKEN },
  "response-malformed": { status: 502, proxyStatusType: "http_protocol_error", publicMessage: BROKEN },
  "response-head-too-large": {
    status: 502,
    proxyStatusType: "http_response_header_section_size",
    publicMessage: BROKEN,
  },
  "body-timeout": { status: 504, proxyStatusType: "connection_read_timeout", publicMessage: SILENT },
  "response-incomplete": { status: 502, proxyStatusType: "http_response_incomplete", publicMessage: BROKEN },
} as const satisfies Record<string, ForwardErrorRow>;

/** Why the secondary gave no answer, or not a whole one. */
export type ForwardErrorCode = keyof typeof ROWS;

/** All codes of {@link ForwardError}. */
export const FORWARD_ERROR_CODES = Object.keys(ROWS) as readonly ForwardErrorCode[];

/** What a {@link ForwardError} may be given beside its code. */
export interface ForwardErrorOptions {
  /** The internal message, for the log; may name hosts. @default the public message */
  message?: string;
  /** The error underneath. */
  cause?: unknown;
}

/**
 * The secondary gave no answer, or not a whole one. Transports throw it; core turns it into the text error (R15, X07).
 */
export class ForwardError extends Error {
  override readonly name = "ForwardError";
  readonly code: ForwardErrorCode;
  /** HTTP status of the text error. */
  readonly status: 500 | 502 | 503 | 504;
  /** `Proxy-Status` error type, RFC 9209 §2.3. */
  readonly proxyStatusType: string;
  /** Text that a client may see: no host, port or path. */
  readonly publicMessage: string;

  constructor(code: ForwardErrorCode, options: ForwardErrorOptions = {}) {
    const row: ForwardErrorRow = ROWS[code];
    super(options.message ?? row.publicMessage, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.status = row.status;
    this.proxyStatusType = row.proxyStatusType;
    this.publicMessage = row.publicMessage;
  }
}

/** Whether a value is a {@link ForwardError}, also one of another copy of this package. */
export function isForwardError(value: unknown): value is ForwardError {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Partial<ForwardError>).name === "ForwardError" &&
    Object.hasOwn(ROWS, String((value as { code?: unknown }).code))
  );
}
