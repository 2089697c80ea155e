import type { ClientRequest, ClientResult } from "../client/client-result.ts";
import { type Field, latin1 } from "../http1/head.ts";
import type { Behaviour } from "../secondary/behaviour.ts";
import type { RecordedRequest } from "../secondary/recorded-request.ts";

/** What is shown of one request of a case that did not pass, so that it can be understood and done again. */
export interface RequestEvidence {
  /** From 1. */
  readonly request: number;
  /** The request line and fields that the client sent, and how many bytes of body. */
  readonly sent: readonly string[];
  /** The head that the client got, how its transfer ended and how the body began. */
  readonly received: readonly string[];
  /** What the secondary was told to do, as JSON. */
  readonly secondaryDoes: string;
  /** The head of each request that reached the secondary. */
  readonly secondaryGot: readonly (readonly string[])[];
  /** A command that sends the same request. */
  readonly curl: string;
}

/** What is shown of a case that did not pass. */
export interface CaseEvidence {
  readonly configuration: {
    readonly name: string;
    /** The lines of its `PlatformServer.conf`. */
    readonly properties: readonly string[];
    /** Where it is, when it was kept. */
    readonly folder?: string;
  };
  readonly requests: readonly RequestEvidence[];
}

const SHOWN_BYTES = 300;

/** What one request was, and what came of it. */
export function requestEvidence(
  request: number,
  url: string | undefined,
  sent: ClientRequest,
  result: ClientResult,
  secondary: { readonly behaviours: readonly Behaviour[]; readonly requests: readonly RecordedRequest[] },
): RequestEvidence {
  return {
    request,
    sent: [`${sent.method ?? "GET"} ${sent.target} HTTP/1.1`, ...fieldLines(sent.headers ?? []), ...bodyLine(sent)],
    received: receivedLines(result),
    secondaryDoes: JSON.stringify(secondary.behaviours),
    secondaryGot: secondary.requests.map(({ headLines, bodyBytes }) =>
      bodyBytes === 0 ? headLines : [...headLines, `(${bodyBytes} bytes of body)`],
    ),
    curl: curlLine(url, sent),
  };
}

function receivedLines(result: ClientResult): string[] {
  const { status, reason = "", fields, transfer, detail, body, bodyBytes, elapsedMs } = result;
  const begins = latin1(body.subarray(0, SHOWN_BYTES));
  return [
    ...(status === undefined ? [] : [`HTTP/1.1 ${status} ${reason}`.trim(), ...fieldLines(fields)]),
    `(${transfer}: ${detail}; ${bodyBytes} bytes of body, ${Math.round(elapsedMs)} ms)`,
    ...(bodyBytes === 0 ? [] : [`body ${JSON.stringify(begins)}${bodyBytes > SHOWN_BYTES ? "…" : ""}`]),
  ];
}

function fieldLines(fields: readonly Field[]): string[] {
  return fields.map(([name, value]) => `${name}: ${value}`);
}

function bodyLine({ body, bodyFraming }: ClientRequest): string[] {
  return body === undefined ? [] : [`(${body.byteLength} bytes of body, ${bodyFraming})`];
}

/** `curl` sends the target as it is written, and nothing beside the fields. A server that has ended needs its own port. */
function curlLine(url: string | undefined, { method = "GET", target, headers = [], body }: ClientRequest): string {
  const words = ["curl", "-i", "--max-time", "20", "-H", "User-Agent:", "-H", "Accept:"];
  if (method === "HEAD") words.push("--head");
  else if (method !== "GET") words.push("-X", method);
  for (const [name, value] of headers) words.push("-H", `${name}: ${value}`);
  if (body !== undefined) words.push("--data-binary", `@a-file-of-${body.byteLength}-bytes`);
  const origin = url ?? "http://127.0.0.1:PORT";
  if (/^https?:/.test(target)) words.push("-x", origin, target);
  else words.push("--path-as-is", "--request-target", target, `${origin}/`);
  return words.map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The evidence as lines for people, below a heading each. */
export function evidenceLines({ configuration, requests }: CaseEvidence): string[] {
  const { name, properties, folder } = configuration;
  return [
    `configuration ${name}${folder === undefined ? "" : `, kept in ${folder}`}`,
    ...indented(properties),
    ...requests.flatMap(({ request, sent, received, secondaryDoes, secondaryGot, curl }) => [
      `request ${request}`,
      ...indented(sent),
      "the client got",
      ...indented(received),
      `the secondary does ${secondaryDoes}`,
      ...(secondaryGot.length === 0
        ? ["the secondary got nothing"]
        : secondaryGot.flatMap((head) => ["the secondary got", ...indented(head)])),
      `again: ${curl}`,
    ]),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
