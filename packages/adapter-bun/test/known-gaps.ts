import type { KnownGap } from "@understudy/conformance";

/** Cases of the conformance suite that an app on Bun cannot pass, whatever its adapter does. */
export const CASE_GAPS: readonly KnownGap[] = [
  {
    id: "r09-reason-latin-1",
    reason: "Bun sends a reason with characters that are not ASCII as UTF-8",
    link: "https://github.com/oven-sh/bun/pull/40416",
  },
  { id: "r09-reason-empty", reason: "Bun sends a reason of its own where it is given an empty one" },
];

/**
 * Tests of the adapters' behaviour that fail on Bun, with what it does. None of them is about a rule but the first,
 * which is a case of the suite too.
 */
export const gaps: Readonly<Record<string, string>> = {
  "carries a status text that is not ASCII, byte for byte": "sends it as UTF-8: oven-sh/bun#40416",
  "* for OPTIONS": "answers with 400 before anybody is asked: oven-sh/bun#32811",
  "finishes all of a pipeline": "drops requests behind a response that announces the end, as RFC 9112 §9.6 allows",
  "closes connections that were never used at once":
    "learns of a connection with its first byte (TCP_DEFER_ACCEPT): oven-sh/bun#36074",
  "is as quick with TLS connections that have not shaken hands": "the same",
};

/** Tests of `createFetchHandler` that fail behind `Bun.serve`. `serve` does not need it. */
export const fetchHandlerGaps: Readonly<Record<string, string>> = {
  "a target with quotes goes to the secondary as it came, also when the primary has read its URL (X20)":
    "escapes ', \", < and > in the query",
  "a path that a URL parser changes goes to the secondary as it came, also when the primary has read its URL (X20)":
    "escapes characters of the path, resolves dot segments and turns \\ into /",
  "a known length is kept with a streamed body": "sends it in chunks: oven-sh/bun#10507",
  "the handler's reason phrase is sent": "sends the standard one: oven-sh/bun#13817",
};
