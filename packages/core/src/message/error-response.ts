import { type ForwardError, isForwardError } from "../rules/forward-error.ts";
import { checkOptionNames, type OptionNames } from "../rules/option-names.ts";
import type { SourceErrorLike } from "../rules/source-error.ts";
import { proxyStatus } from "./status-fields.ts";

/**
 * How much an error text says (IS manual, `attribute::ErrorDetail`): 0 the status only, 1 the public message as well,
 * 2 the code and the source or secondary too, 3 the errors underneath too.
 */
export type ErrorDetail = 0 | 1 | 2 | 3;

/** What a text error is made of. */
export interface TextErrorParts {
  readonly status: number;
  /** What any client may read. */
  readonly publicMessage: string;
  /** What is added from detail 2 on; may name sources, hosts and ports. */
  readonly privateDetail?: string | undefined;
  /** The error whose chain of causes is added at detail 3. */
  readonly cause?: unknown;
  /** @default 1 */
  readonly detail?: ErrorDetail;
  /** For HEAD the body is left out. @default "GET" */
  readonly method?: string;
  /** Further fields. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A text response that is never stored (X07). */
export function textError(parts: TextErrorParts): Response {
  const { status, detail = 1, method = "GET" } = parts;
  const lines = [`${status} ${reasonPhrase(status)}`];
  if (detail >= 1) lines.push(parts.publicMessage);
  if (detail >= 2 && parts.privateDetail) lines.push(parts.privateDetail);
  if (detail >= 3) lines.push(...causeLines(parts.cause));
  const body = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const headers = new Headers({
    "content-type": "text/plain; charset=utf-8",
    "content-length": String(body.byteLength),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...parts.headers,
  });
  return new Response(method === "HEAD" ? null : body, { status, statusText: reasonPhrase(status), headers });
}

/** What {@link sourceErrorText} may be given. */
export interface SourceErrorTextOptions {
  /** How much it says, as `errorDetail` of `redirectOnError`. @default 1 */
  readonly detail?: ErrorDetail;
  /** The request's method; for HEAD the body is left out. @default "GET" */
  readonly method?: string;
}

const TEXT_OPTION_NAMES = { detail: true, method: true } as const satisfies OptionNames<SourceErrorTextOptions>;

/**
 * The local text answer to a source error: its status, and its public message; it is never stored (X07).
 *
 * @throws {OptionError} for options that are no object, or an unknown one
 *
 * @example return sourceErrorText(error, { method: request.method });
 */
export function sourceErrorText(failure: SourceErrorLike, options: SourceErrorTextOptions = {}): Response {
  checkOptionNames(options, TEXT_OPTION_NAMES);
  const { detail = 1, method = "GET" } = options;
  return textError({
    status: failure.status,
    publicMessage: failure.publicMessage,
    privateDetail: [failure.code, failure.source].filter((part) => part).join(": "),
    cause: failure.cause,
    detail,
    method,
  });
}

/** The text error for a secondary that gave no answer (R15, X07): status and `Proxy-Status` of RFC 9209. */
export function forwardErrorText(
  failure: ForwardError,
  context: { serverId: string; origin: string; detail: ErrorDetail; method: string },
): Response {
  const { serverId, origin, detail, method } = context;
  const privateDetail = `${failure.code}: ${origin}`;
  return textError({
    status: failure.status,
    publicMessage: failure.publicMessage,
    privateDetail,
    cause: failure,
    detail,
    method,
    headers: {
      "proxy-status": proxyStatus(serverId, failure.proxyStatusType, detail >= 2 ? privateDetail : undefined),
    },
  });
}

/** The messages of an error and its causes, outermost first; ends at a depth that no honest chain has. */
function causeLines(cause: unknown): string[] {
  const lines: string[] = [];
  for (let error = cause; error !== undefined && error !== null && lines.length < 10; ) {
    lines.push(error instanceof Error || isForwardError(error) ? `${error.name}: ${error.message}` : String(error));
    error = (error as { cause?: unknown }).cause;
  }
  return lines;
}

const REASON_PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  414: "URI Too Long",
  416: "Range Not Satisfiable",
  499: "Client Closed Request",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

function reasonPhrase(status: number): string {
  return REASON_PHRASES[status] ?? (status < 500 ? "Client Error" : "Server Error");
}
