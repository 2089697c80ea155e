import type { ConformanceCase } from "../format/case.ts";
import type { Behaviour } from "../secondary/behaviour.ts";
import { askGone, missingImageCase } from "./parts.ts";

const ROWS: readonly (readonly [id: string, what: string, behaviour: Behaviour])[] = [
  ["length-closed", "A body that is shorter than its length", { kind: "cut-body", framing: "length", by: "fin" }],
  [
    "length-reset",
    "A body with a length whose connection is reset",
    { kind: "cut-body", framing: "length", by: "rst" },
  ],
  ["chunked-closed", "A chunked body without its last chunk", { kind: "cut-body", framing: "chunked", by: "fin" }],
  ["chunked-reset", "A chunked body whose connection is reset", { kind: "cut-body", framing: "chunked", by: "rst" }],
  [
    "until-close-reset",
    "A body without framing whose connection is reset",
    { kind: "cut-body", framing: "close", by: "rst" },
  ],
  [
    "length-stalled",
    "A body with a length that stalls beyond socketTimeout",
    { kind: "stall-mid-body", framing: "length" },
  ],
  [
    "chunked-stalled",
    "A chunked body that stalls beyond socketTimeout",
    { kind: "stall-mid-body", framing: "chunked" },
  ],
  [
    "until-close-stalled",
    "A body without framing that stalls beyond socketTimeout",
    { kind: "stall-mid-body", framing: "close" },
  ],
  ["broken-chunk", "A chunked body with something that is no chunk", { kind: "broken-chunk" }],
];

/** X08: a broken transfer never looks complete. */
export const BROKEN_TRANSFER_CASES: readonly ConformanceCase[] = ROWS.map(([id, what, behaviour]) =>
  missingImageCase({
    id: `x08-${id}`,
    rules: id.endsWith("stalled") ? ["X08", "R14"] : ["X08"],
    ruleOf: { "client, time": "R14", "client, transfer": "X08", "access log, exception": "X08" },
    title: `${what} cuts the client's connection, and the log says so.`,
    secondary: [behaviour],
    requests: [
      askGone({
        client: { transfer: "cut", status: 200, withinMs: 10_000 },
        secondary: { count: 1 },
        log: { cacheUse: { is: "REMOTE" }, exception: { matches: "[a-z]" } },
      }),
    ],
  }),
);
