import type { AccessRecord } from "./access-record.ts";
import { formatCommonLogTime, formatLogTime } from "./access-time.ts";
import { OptionError } from "./option-error.ts";

/** The default of `TC::pattern` (IS manual, "Access logging"). */
export const DEFAULT_ACCESS_LOG_PATTERN =
  "%G %a %s %{ProcessingStatus}r %{Size}r %D %{ParseTime}r %{FetchTime}r %O %{ReqType}r '%{RootId}r' %{CacheUse}r %R [%I] " +
  "'%{Referer}i' %{Host}i %{X-Forwarded-For}i %{If-None-Match}i %{If-Match}i %{If-Modified-Since}i %{Digest}r " +
  "%{ContentType}r %p %{Exception}r %{CacheKey}r %{PeerServer}r %{SendTime}r %{Context}r %{TransformedUrl}r %{PathBasedAccess}r";

type Field = (record: AccessRecord) => string;

const NONE = "-";
const whole = (milliseconds: number | undefined) =>
  milliseconds === undefined ? NONE : String(Math.round(milliseconds));
const orNone = (value: string | undefined) => (value === undefined || value === "" ? NONE : value);
const urlOf = (record: AccessRecord) => new URL(record.url);
const requestLine = (record: AccessRecord) => {
  const { pathname, search } = urlOf(record);
  return `${record.method} ${pathname}${search} HTTP/1.1`;
};

/** The one-letter variables. What a portable server cannot know (`%A %I %S %u`) is `-`. */
const LETTERS: Readonly<Record<string, Field>> = {
  a: (record) => record.clientAddress,
  A: () => NONE,
  b: (record) => (record.bodyBytes === 0 ? NONE : String(record.bodyBytes)),
  B: (record) => String(record.bodyBytes),
  D: (record) => whole(record.totalTimeMs),
  G: (record) => formatLogTime(record.startedAtMs + record.totalTimeMs),
  I: () => NONE,
  m: (record) => record.method,
  O: (record) => String(record.overlap),
  p: (record) => portOf(urlOf(record)),
  q: (record) => urlOf(record).search,
  r: requestLine,
  R: requestLine,
  s: (record) => String(record.status),
  S: () => NONE,
  t: (record) => formatCommonLogTime(record.startedAtMs),
  T: (record) => (record.totalTimeMs / 1000).toFixed(3),
  u: () => NONE,
  U: (record) => urlOf(record).pathname,
  v: (record) => urlOf(record).hostname,
};

/** The variables `%{name}r`; names are compared exactly, as the manual writes them. */
const NAMED: Readonly<Record<string, Field>> = {
  CacheKey: (record) => orNone(record.cacheKey),
  CacheUse: (record) => record.cacheUse,
  ContentType: (record) => record.contentType,
  Context: (record) => orNone(record.context),
  Digest: (record) => orNone(record.digest),
  Exception: (record) => orNone(record.exception),
  FetchTime: (record) => whole(record.fetchTimeMs),
  ParseTime: (record) => whole(record.parseTimeMs),
  PathBasedAccess: (record) => (record.pathBasedAccess === undefined ? NONE : String(record.pathBasedAccess)),
  PeerServer: (record) => record.peerServer,
  ProcessingStatus: (record) => String(record.processingStatus),
  ReqType: (record) => orNone(record.requestType),
  RootId: (record) => orNone(record.rootId),
  SendTime: (record) => whole(record.sendTimeMs),
  Size: (record) => String(record.bodyBytes),
  TransformedUrl: (record) => orNone(record.transformedUrl),
};

const ALLOWED =
  `%% , %{name}i, %{name}o, ${Object.keys(LETTERS)
    .map((letter) => `%${letter}`)
    .join(" ")}, ` +
  Object.keys(NAMED)
    .map((name) => `%{${name}}r`)
    .join(" ");

/**
 * Compiles a `TC::pattern` (IS manual, "Access logging") once.
 *
 * `%{name}i` is a request field and `%{name}o` a response field, without regard to case. In values a space becomes `%20`, a
 * percent sign `%25`, and a control character its percent-encoding, so that a value never breaks the line. What is not
 * known is `-`.
 *
 * @returns a function from a record to one line, without a line end
 * @throws {OptionError} for an unknown variable
 */
export function createPatternFormatter(pattern: string): (record: AccessRecord) => string {
  const parts: (string | Field)[] = [];
  let end = 0;
  for (const match of pattern.matchAll(/%(?:\{([^}]*)\})?(.?)/gs)) {
    parts.push(pattern.slice(end, match.index));
    end = match.index + match[0].length;
    parts.push(compile(match[0], match[1], match[2] ?? ""));
  }
  parts.push(pattern.slice(end));
  return (record) => parts.map((part) => (typeof part === "string" ? part : escapeValue(part(record)))).join("");
}

function compile(variable: string, name: string | undefined, letter: string): string | Field {
  if (variable === "%%") return "%";
  if (name === undefined) {
    const field = LETTERS[letter];
    if (field !== undefined) return field;
  } else if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    if (letter === "i") return (record) => orNone(record.requestHeaders.get(name) ?? undefined);
    if (letter === "o") return (record) => orNone(record.responseHeaders.get(name) ?? undefined);
    const field = letter === "r" ? NAMED[name] : undefined;
    if (field !== undefined) return field;
  }
  throw new OptionError("the access log pattern's variable", variable, ALLOWED);
}

function portOf({ port, protocol }: URL): string {
  return port !== "" ? port : protocol === "https:" ? "443" : "80";
}

function escapeValue(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return value.replace(/[\x00-\x20%\x7f-\x9f\u2028\u2029]/g, (character) => encodeURIComponent(character));
}
