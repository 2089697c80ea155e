import type { KnownGap } from "@understudy/conformance";

const NO_CODES = "fetch does not tell portably why a request failed, so every failure counts as unreachable";
const NO_CONNECT =
  "fetch does not tell when the connection stands, so the deadline for the head is connect + socket timeout";

/** What the portable fetch transport cannot do on Node, because of its platform. */
export const FETCH_GAPS_ON_NODE: readonly KnownGap[] = [
  { id: "r13-connect-timeout", reason: NO_CONNECT },
  { id: "r13-connect-timeout-default", reason: NO_CONNECT },
  { id: "r15-no-connection", reason: NO_CONNECT },
  ...[
    "r15-refused",
    "r15-closed",
    "r15-reset",
    "r15-garbage",
    "r15-huge-head",
    "r15-two-lengths",
    "r15-every-kind-of-source",
    "x07-head",
    "x07-error-detail-0",
    "x07-error-detail-3",
  ].map((id) => ({ id, reason: NO_CODES })),
  { id: "r09-padded-chunk-sizes", reason: "undici refuses blanks behind a chunk's size" },
  { id: "r15-tab-behind-chunked", reason: "undici reads such a body to the end of the connection" },
  { id: "r15-short-body-at-once", reason: "undici gives the head before it looks at the body" },
  { id: "r15-bad-status", reason: "undici waits for more after a status line without a status" },
  { id: "r09-gzip-untouched", reason: "fetch decodes a compressed body" },
  { id: "r09-request-fields", reason: "Accept-Encoding is narrowed to what fetch decodes for certain" },
  { id: "r09-reason-latin-1", reason: "undici reads a reason as UTF-8" },
  { id: "r09-continue-that-nobody-asked-for", reason: "undici fails on a 100 that it did not ask for" },
  {
    id: "x08-until-close-reset",
    reason: "undici takes a reset for the end of a body without framing",
  },
];

/** What an application of Hono on `@hono/node-server` cannot do, whatever its handler answers. */
export const HONO_GAPS: readonly KnownGap[] = [
  ...["r09-status-299", "r09-status-418", "r09-status-599", "r09-reason-latin-1", "r09-reason-empty"].map((id) => ({
    id,
    reason: "@hono/node-server sends the standard reason of a status, and not the response's",
  })),
  ...["r09-latin-1-field", "r09-latin-1-file-name", "r09-utf-8-file-name", "r09-splitting-file-name"].map((id) => ({
    id,
    reason: "@hono/node-server sends a field value as UTF-8",
  })),
];
