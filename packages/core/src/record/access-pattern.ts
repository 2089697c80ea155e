import { pathOf, queryOf } from "../contract/request-head.ts";
import { OptionError } from "../rules/option-error.ts";
import type { AccessRecord } from "./access-record.ts";
import { formatCommonLogTime, formatLogTime } from "./access-time.ts";
import { TERMINAL_CHARACTERS } from "./terminal-characters.ts";

/** The default of `TC::pattern` (IS manual, "Access logging"). */
export const DEFAULT_ACCESS_LOG_PATTERN =
  "%G %a %s %{ProcessingStatus}r %{Size}r %D %{ParseTime}r %{FetchTime}r %O %{ReqType}r '%{RootId}r' %{CacheUse}r %R [%I] " +
  "'%{Referer}i' %{Host}i %{X-Forwarded-For}i %{If-None-Match}i %{If-Match}i %{If-Modified-Since}i %{Digest}r " +
  "%{ContentType}r %p %{Exception}r %{CacheKey}r %{PeerServer}r %{SendTime}r %{Context}r %{TransformedUrl}r %{PathBasedAccess}r";

/** The text of a variable as it is in the line. */
type Field = (record: AccessRecord) => string;

const NONE = "-";
const none = () => NONE;
const whole = (milliseconds: number | undefined) =>
  milliseconds === undefined ? NONE : String(Math.round(milliseconds));
const orNone = (value: string | null | undefined) =>
  value === undefined || value === null || value === "" ? NONE : escapeValue(value);

const requestLine: Field = ({ method, target }) => `${escapeValue(method)}%20${escapeValue(target)}%20HTTP/1.1`;

/** The name or address of an authority, without its port. */
const hostOf = (authority: string) => authority.replace(/:\d*$/, "");

/** A map, and not the object: a pattern may name `__proto__` or `constructor`, which every object has. */
function namedFields(fields: Readonly<Record<string, Field>>): ReadonlyMap<string, Field> {
  return new Map(Object.entries(fields));
}

/** The one-letter variables. What a portable server cannot know (`%A %I %S %u`) is `-`. */
const LETTERS = namedFields({
  a: (record) => escapeValue(record.clientAddress),
  A: none,
  b: (record) => (record.bodyBytes === 0 ? NONE : String(record.bodyBytes)),
  B: (record) => String(record.bodyBytes),
  D: (record) => whole(record.totalTimeMs),
  G: (record) => formatLogTime(record.startedAtMs + record.totalTimeMs),
  I: none,
  m: (record) => escapeValue(record.method),
  O: (record) => String(record.overlap),
  p: ({ localPort }) => (localPort === undefined ? NONE : String(localPort)),
  q: ({ target }) => escapeValue(queryOf(target)),
  r: requestLine,
  R: requestLine,
  s: (record) => String(record.status),
  S: none,
  t: (record) => formatCommonLogTime(record.startedAtMs),
  T: (record) => (record.totalTimeMs / 1000).toFixed(3),
  u: none,
  U: ({ target }) => escapeValue(pathOf(target)),
  v: ({ authority }) => orNone(hostOf(authority)),
});

/** The variables `%{name}r`; names are compared exactly, as the manual writes them. */
const NAMED = namedFields({
  CacheKey: (record) => orNone(record.cacheKey),
  CacheUse: (record) => escapeValue(record.cacheUse),
  ContentType: (record) => escapeValue(record.contentType),
  Context: (record) => orNone(record.context),
  Digest: (record) => orNone(record.digest),
  Exception: (record) => orNone(record.exception),
  FetchTime: (record) => whole(record.fetchTimeMs),
  ParseTime: (record) => whole(record.parseTimeMs),
  PathBasedAccess: (record) => (record.pathBasedAccess === undefined ? NONE : String(record.pathBasedAccess)),
  PeerServer: (record) => escapeValue(record.peerServer),
  ProcessingStatus: (record) => String(record.processingStatus),
  ReqType: (record) => orNone(record.requestType),
  RootId: (record) => orNone(record.rootId),
  SendTime: (record) => whole(record.sendTimeMs),
  Size: (record) => String(record.bodyBytes),
  TransformedUrl: (record) => orNone(record.transformedUrl),
});

const ALLOWED =
  `%% , %{name}i, %{name}o, ${[...LETTERS.keys()].map((letter) => `%${letter}`).join(" ")}, ` +
  [...NAMED.keys()].map((name) => `%{${name}}r`).join(" ");

/**
 * Compiles a `TC::pattern` (IS manual, "Access logging") once.
 *
 * `%{name}i` is a request field and `%{name}o` a response field, without regard to case. In values a space becomes
 * `%20`, a percent sign `%25`, and a control character its percent-encoding, so that a value never breaks the line.
 * What is not known is `-`.
 *
 * @returns a function from a record to one line, without a line end
 * @throws {OptionError} for an unknown variable
 */
export function createPatternFormatter(pattern: string): (record: AccessRecord) => string {
  // The text in front of each field, and the field.
  const texts: string[] = [];
  const fields: Field[] = [];
  let text = "";
  let end = 0;
  for (const match of pattern.matchAll(/%(?:\{([^}]*)\})?(.?)/gs)) {
    text += pattern.slice(end, match.index);
    end = match.index + match[0].length;
    const part = compile(match[0], match[1], match[2] ?? "");
    if (typeof part === "string") {
      text += part;
    } else {
      texts.push(text);
      fields.push(part);
      text = "";
    }
  }
  const rest = text + pattern.slice(end);

  return (record) => {
    let line = "";
    for (let index = 0; index < fields.length; index++) line += texts[index]! + fields[index]!(record);
    return line + rest;
  };
}

function compile(variable: string, name: string | undefined, letter: string): string | Field {
  if (variable === "%%") return "%";
  if (name === undefined) {
    const field = LETTERS.get(letter);
    if (field !== undefined) return field;
  } else if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
    const fieldName = name.toLowerCase();
    if (letter === "i") return (record) => orNone(record.requestHeaders.get(fieldName));
    if (letter === "o") return (record) => orNone(record.responseHeaders.get(fieldName));
    const field = letter === "r" ? NAMED.get(name) : undefined;
    if (field !== undefined) return field;
  }
  throw new OptionError("the access log pattern's variable", variable, ALLOWED);
}

const UNSAFE = new RegExp(`[ %${TERMINAL_CHARACTERS}]`, "g");

function escapeValue(value: string): string {
  UNSAFE.lastIndex = 0;
  // Most values have nothing to escape, and few have more than one.
  if (!UNSAFE.test(value)) return value;
  let escaped = "";
  let from = 0;
  do {
    const at = UNSAFE.lastIndex - 1;
    escaped += value.slice(from, at) + escapeCharacter(value[at]!);
    from = at + 1;
  } while (UNSAFE.test(value));
  return escaped + value.slice(from);
}

function escapeCharacter(character: string): string {
  if (character === " ") return "%20";
  return character === "%" ? "%25" : encodeURIComponent(character);
}
