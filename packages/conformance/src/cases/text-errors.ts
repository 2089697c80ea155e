import type { ConformanceCase } from "../format/case.ts";
import type { ConfigurationName } from "../format/configuration.ts";
import type { ClientExpectation } from "../format/expectation.ts";
import type { CaseSources } from "../format/sources.ts";
import type { Behaviour } from "../secondary/behaviour.ts";
import { BASIC_CASE, GONE } from "./parts.ts";

const FALLBACK_FILES = [
  { under: "images", name: "fallback.png", content: { fixture: "noisy.png" } },
  { under: "images", name: "broken.jpg", content: { fixture: "noisy.jpg", damage: "cut" } },
] as const;

/** A default image and an error image are configured, and must not be used. */
function withDefaults(attributes: Readonly<Record<string, string>> = {}): CaseSources {
  return {
    catalog: {
      images: { gone: "gone.jpg", broken: "broken.jpg", fallback: "fallback.png" },
      staticContent: { styles: "gone.css" },
      attributes: { DefaultImage: "{case}/fallback", ErrorImage: "{case}/fallback", ...attributes },
    },
    files: FALLBACK_FILES,
  };
}

function textError(
  status: ClientExpectation["status"],
  errorTypes: string,
  more: Partial<ClientExpectation> = {},
): ClientExpectation {
  return {
    ...(status !== undefined && { status }),
    headers: {
      "Content-Type": { matches: "^text/plain" },
      "Cache-Control": { contains: "no-store" },
      "Proxy-Status": { matches: `; ?error=(${errorTypes})`, lacks: ["127.0.0.1", "{secondary}"] },
    },
    body: { atLeast: 3, lacks: ["127.0.0.1", "{secondary}", "localhost", "gone.jpg", "{case}", "/is/", "PNG"] },
    ...more,
  };
}

/** The manual asks for a text error (R15); which one, and what it must not tell, is a rule of our own (X07). */
const OF_TEXT_ERRORS = {
  "client, status": "X07",
  "client, body": "X07",
  "client, field Cache-Control": "X07",
  "client, field Proxy-Status": "X07",
} as const;

interface Row {
  readonly id: string;
  /** @default "required" */
  readonly kind?: ConformanceCase["kind"];
  readonly what: string;
  readonly behaviour?: Behaviour;
  readonly configuration?: ConfigurationName;
  readonly status: ClientExpectation["status"];
  /** RFC 9209 types that fit, as alternatives of a regular expression. */
  readonly errorTypes: string;
}

const ROWS: readonly Row[] = [
  {
    id: "refused",
    what: "refuses the connection",
    configuration: "refused",
    status: 502,
    errorTypes: "connection_refused",
  },
  {
    id: "no-connection",
    what: "does not answer the connection request",
    configuration: "black-hole",
    status: 504,
    errorTypes: "connection_timeout",
  },
  {
    id: "silent",
    what: "accepts the connection and never answers",
    behaviour: { kind: "accept-and-silent" },
    status: 504,
    errorTypes: "http_response_timeout",
  },
  {
    id: "stalled-head",
    what: "stops in the middle of the head",
    behaviour: { kind: "stall-mid-head" },
    status: 504,
    errorTypes: "http_response_timeout|connection_read_timeout",
  },
  {
    id: "closed",
    what: "closes the connection instead of answering",
    behaviour: { kind: "close-before-head", by: "fin" },
    status: 502,
    errorTypes: "connection_terminated|http_response_incomplete",
  },
  {
    id: "reset",
    what: "resets the connection instead of answering",
    behaviour: { kind: "close-before-head", by: "rst" },
    status: 502,
    errorTypes: "connection_terminated|http_response_incomplete",
  },
  {
    id: "garbage",
    what: "answers with something that is not HTTP",
    behaviour: { kind: "raw", text: "SSH-2.0-OpenSSH_9.9\r\n\r\n" },
    status: 502,
    errorTypes: "http_protocol_error",
  },
  {
    id: "huge-head",
    what: "answers with a head of 300 kB",
    behaviour: { kind: "huge-head", bytes: 300_000 },
    status: 502,
    errorTypes: "http_response_header_section_size|http_protocol_error",
  },
  {
    id: "two-lengths",
    what: "announces two different lengths",
    behaviour: { kind: "raw", text: "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd" },
    status: 502,
    errorTypes: "http_protocol_error",
  },
  {
    id: "bad-field",
    what: "sends a field line without a name",
    behaviour: { kind: "raw", text: "HTTP/1.1 200 OK\r\n: nameless\r\nContent-Length: 0\r\n\r\n" },
    status: 502,
    errorTypes: "http_protocol_error",
  },
  {
    id: "bad-status",
    what: "sends a status line without a status",
    behaviour: { kind: "raw", text: "HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n" },
    status: 502,
    errorTypes: "http_protocol_error",
  },
  {
    id: "tab-behind-chunked",
    what: "sends a tab behind its transfer coding, which readers take in two ways",
    behaviour: { kind: "raw", text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\t\r\n\r\n1\r\na\r\n0\r\n\r\n" },
    status: 502,
    errorTypes: "http_protocol_error|http_response_transfer_coding",
  },
  {
    id: "short-body-at-once",
    kind: "optimal",
    what: "sends a whole head, fewer bytes than it declares and the end of the connection in one go",
    behaviour: { kind: "raw", text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", by: "fin" },
    status: 502,
    errorTypes: "http_response_incomplete|connection_terminated",
  },
  {
    id: "no-last-chunk-at-once",
    kind: "optimal",
    what: "sends a whole head, a chunk and the end of the connection in one go",
    behaviour: {
      kind: "raw",
      text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      by: "fin",
    },
    status: 502,
    errorTypes: "http_response_incomplete|http_protocol_error|connection_terminated",
  },
  {
    id: "bad-chunk-at-once",
    kind: "optimal",
    what: "sends a whole head and something that is no chunk in one go",
    behaviour: { kind: "raw", text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\nabc\r\n" },
    status: 502,
    errorTypes: "http_response_incomplete|http_protocol_error|http_response_transfer_coding",
  },
];

const LOG = { cacheUse: { is: "REMOTE" }, peerServer: { is: "-" } } as const;

function rowCase({ id, what, behaviour, configuration, status, errorTypes, kind = "required" }: Row): ConformanceCase {
  return {
    id: `r15-${id}`,
    kind,
    rules: ["R15", "X07"],
    ruleOf: OF_TEXT_ERRORS,
    title: `When the secondary ${what}, the client gets a text error that names nobody, not the default image.`,
    ...(configuration && { configuration }),
    sources: withDefaults(),
    ...(behaviour && { secondary: [behaviour] }),
    requests: [{ target: GONE, expect: { client: textError(status, errorTypes), log: LOG } }],
    dependsOn: [BASIC_CASE],
  };
}

/** R15 and X07: text errors for a secondary that gives no answer. */
export const TEXT_ERROR_CASES: readonly ConformanceCase[] = [
  ...ROWS.map(rowCase),
  {
    id: "r15-every-kind-of-source",
    kind: "required",
    rules: ["R15", "X07"],
    ruleOf: OF_TEXT_ERRORS,
    title: "The text error is the answer for corrupt images and static content, too.",
    configuration: "refused",
    sources: withDefaults(),
    requests: ["/is/image/{case}/broken", "/is/content/{case}/styles", "/is/static/{case}-files/gone.css"].map(
      (target) => ({
        target,
        expect: { client: textError(502, "connection_refused"), log: LOG },
      }),
    ),
    dependsOn: [BASIC_CASE],
  },
  {
    id: "x07-head",
    kind: "required",
    rules: ["X07"],
    title: "The text error of a HEAD request has its status and no body.",
    configuration: "refused",
    sources: withDefaults(),
    requests: [
      {
        method: "HEAD",
        target: GONE,
        expect: { client: textError(502, "connection_refused", { body: { empty: true } }) },
      },
    ],
    dependsOn: [BASIC_CASE],
  },
  {
    id: "x07-error-detail-0",
    kind: "required",
    rules: ["X07"],
    title: "With ErrorDetail 0 the text error tells no more.",
    configuration: "refused",
    sources: withDefaults({ ErrorDetail: "0" }),
    requests: [{ target: GONE, expect: { client: textError(502, "connection_refused") } }],
    dependsOn: [BASIC_CASE],
  },
  {
    id: "x07-error-detail-3",
    kind: "check",
    rules: ["X07"],
    title: "With ErrorDetail 3 the text error names the secondary.",
    configuration: "refused",
    sources: withDefaults({ ErrorDetail: "3" }),
    requests: [{ target: GONE, expect: { client: { status: 502, body: { contains: "127.0.0.1" } } } }],
    dependsOn: [BASIC_CASE],
  },
];
