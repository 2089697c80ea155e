import { type Clock, systemClock } from "../contract/clock.ts";
import type { Transport } from "../contract/transport.ts";
import type { ErrorDetail } from "../message/error-response.ts";
import type { AccessRecord } from "../record/access-record.ts";
import { createRecordSink } from "../record/record-sink.ts";
import { OptionError } from "../rules/option-error.ts";
import type { OptionNames } from "../rules/option-names.ts";
import { parseRootUrl, type RootUrl } from "../rules/root-url.ts";
import { checkServerId } from "../rules/server-id.ts";
import { isSourceErrorCode, SOURCE_ERROR_CODES } from "../rules/source-error.ts";
import type { VerdictPolicy } from "../rules/verdict.ts";
import { wholeNumber } from "../rules/whole-number.ts";

/** The options of redirect on error. All may be left out; without `rootUrl` nothing is ever forwarded. */
export interface ErrorRedirectOptions {
  /**
   * The root URL of the secondary server, `http://domain[:port]` or `https://domain[:port]`. Empty or undefined: off
   * (R12). `PS::errorRedirect.rootUrl`. @default undefined
   */
  readonly rootUrl?: string | undefined;
  /**
   * Longest wait for a connection to the secondary, milliseconds, above 0, at most 2147483647 (R13).
   * `PS::errorRedirect.connectTimeout`. @default 1000
   */
  readonly connectTimeoutMs?: number | undefined;
  /**
   * Longest wait for the secondary to return data, milliseconds, above 0, at most 2147483647: for the head, and between
   * two pieces of the body (R14). `PS::errorRedirect.socketTimeout`. @default 30000
   */
  readonly socketTimeoutMs?: number | undefined;
  /** Overrides single rows of the verdict table (X03). @default {} */
  readonly policy?: VerdictPolicy | undefined;
  /**
   * Names this server in `Via`, `CDN-Loop`, `Cache-Status` and `Proxy-Status`. Instances behind one load balancer
   * should share one. @default `understudy-` and eight random hexadecimal digits, one a process
   */
  readonly serverId?: string | undefined;
  /**
   * How a request gets to the secondary.
   * @default the exact one of the adapter that serves the request; where there is none (`createErrorRedirect` in a framework), `fetch`
   */
  readonly transport?: Transport | undefined;
  /** Longest request body that is kept for forwarding, bytes, inclusive (X10). @default 65536 */
  readonly maxRequestBodyBytes?: number | undefined;
  /**
   * How many bytes of a primary's streamed response are held back, so that a source that turns out to be broken while
   * it is read can still be redirected. 0: until the first piece. It costs as much memory for each response in
   * progress.
   * @default 0
   */
  readonly holdBytes?: number | undefined;
  /**
   * How much a text error says, per server or per request. The function gets the request and, from `redirectOnError`,
   * its HatTip context.
   * @default 1
   */
  readonly errorDetail?: ErrorDetail | ((request: Request, context?: object) => ErrorDetail) | undefined;
  /**
   * Called once for each finished request. What it throws, or rejects with, changes no answer; the first time goes to
   * `console.error`.
   * @default nothing
   */
  readonly onRecord?: ((record: AccessRecord) => void) | undefined;
  /** @default the runtime's own time */
  readonly clock?: Clock | undefined;
}

/** The names of {@link ErrorRedirectOptions}. */
export const ERROR_REDIRECT_OPTION_NAMES = {
  rootUrl: true,
  connectTimeoutMs: true,
  socketTimeoutMs: true,
  policy: true,
  serverId: true,
  transport: true,
  maxRequestBodyBytes: true,
  holdBytes: true,
  errorDetail: true,
  onRecord: true,
  clock: true,
} as const satisfies OptionNames<ErrorRedirectOptions>;

/** Complete, checked options. */
export interface ErrorRedirectSettings {
  readonly root: RootUrl | undefined;
  readonly connectTimeoutMs: number;
  readonly socketTimeoutMs: number;
  readonly policy: VerdictPolicy;
  readonly serverId: string;
  /** Undefined: the adapter's, else fetch. */
  readonly transport: Transport | undefined;
  readonly maxRequestBodyBytes: number;
  readonly holdBytes: number;
  readonly errorDetail: (request: Request, context?: object) => ErrorDetail;
  readonly onRecord: ((record: AccessRecord) => void) | undefined;
  readonly clock: Clock;
}

const MAX_TIMER_MS = 2 ** 31 - 1;
const DEFAULT_CONNECT_TIMEOUT_MS = 1000;
const DEFAULT_SOCKET_TIMEOUT_MS = 30_000;
/** Default of {@link ErrorRedirectOptions.maxRequestBodyBytes}. */
export const DEFAULT_MAX_REQUEST_BODY_BYTES = 64 * 1024;

/**
 * Fills in the defaults and checks every value once, when a handler is made. The names are checked by the caller, as
 * {@link ERROR_REDIRECT_OPTION_NAMES} may not be all that it takes.
 *
 * @throws {OptionError} that names the option, its value and what is allowed
 */
export function resolveSettings(options: ErrorRedirectOptions): ErrorRedirectSettings {
  const { errorDetail = 1 } = options;
  const onRecord = checkFunction("onRecord", options.onRecord);
  return {
    root: parseRootUrl(options.rootUrl),
    connectTimeoutMs: checkTimeoutMs("connectTimeoutMs", options.connectTimeoutMs, DEFAULT_CONNECT_TIMEOUT_MS),
    socketTimeoutMs: checkTimeoutMs("socketTimeoutMs", options.socketTimeoutMs, DEFAULT_SOCKET_TIMEOUT_MS),
    policy: checkPolicy(options.policy),
    serverId: checkServerId(options.serverId),
    transport: checkFunction("transport", options.transport),
    maxRequestBodyBytes: wholeNumber("maxRequestBodyBytes", options.maxRequestBodyBytes, {
      byDefault: DEFAULT_MAX_REQUEST_BODY_BYTES,
      min: 0,
    }),
    holdBytes: wholeNumber("holdBytes", options.holdBytes, { byDefault: 0, min: 0 }),
    errorDetail: typeof errorDetail === "function" ? errorDetail : constantDetail(errorDetail),
    onRecord: onRecord && createRecordSink(onRecord),
    clock: options.clock ?? systemClock,
  };
}

/** The three settings as `PlatformServer.conf` names them. */
export interface ErrorRedirectProperties {
  readonly rootUrl: string | undefined;
  readonly connectTimeoutMs: number;
  readonly socketTimeoutMs: number;
}

/**
 * Reads redirect on error from the properties of a `PlatformServer.conf` (IS manual, "Error redirection"):
 * `errorRedirect.rootUrl`, `.connectTimeout` and `.socketTimeout`, with or without the prefix `PS::`.
 *
 * @returns the checked values; `rootUrl` is undefined when redirect on error is off
 * @throws {OptionError} whose `option` is the property's key
 */
export function errorRedirectSettings(
  properties: Readonly<Record<string, string | undefined>>,
): ErrorRedirectProperties {
  const read = (name: string) => {
    const key = properties[`PS::${name}`] === undefined ? name : `PS::${name}`;
    return { key, text: properties[key]?.trim() };
  };
  const milliseconds = (name: string, fallback: number) => {
    const { key, text } = read(name);
    if (text === undefined || text === "") return fallback;
    return checkTimeoutMs(key, /^[+-]?\d+$/.test(text) ? Number(text) : text, fallback);
  };
  const root = read("errorRedirect.rootUrl");
  return {
    rootUrl: parseRootUrl(root.text, root.key)?.origin,
    connectTimeoutMs: milliseconds("errorRedirect.connectTimeout", DEFAULT_CONNECT_TIMEOUT_MS),
    socketTimeoutMs: milliseconds("errorRedirect.socketTimeout", DEFAULT_SOCKET_TIMEOUT_MS),
  };
}

function checkTimeoutMs(option: string, value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && value > 0 && value <= MAX_TIMER_MS) return value;
  throw new OptionError(option, value, `a number of milliseconds above 0, at most ${MAX_TIMER_MS}`);
}

function checkFunction<F>(option: string, value: F | undefined): F | undefined {
  if (value !== undefined && typeof value !== "function") throw new OptionError(option, value, "a function");
  return value;
}

function checkPolicy(policy: VerdictPolicy | undefined): VerdictPolicy {
  if (policy === undefined) return {};
  for (const [code, action] of Object.entries(policy)) {
    if (!isSourceErrorCode(code)) {
      throw new OptionError("policy", code, `the source error codes ${SOURCE_ERROR_CODES.join(", ")}`);
    }
    if (action !== "redirect" && action !== "local") {
      throw new OptionError(`policy["${code}"]`, action, '"redirect" or "local"');
    }
  }
  return { ...policy };
}

function constantDetail(detail: ErrorDetail): () => ErrorDetail {
  if (detail !== 0 && detail !== 1 && detail !== 2 && detail !== 3) {
    throw new OptionError("errorDetail", detail, "0, 1, 2, 3 or a function that returns one of them");
  }
  return () => detail;
}
