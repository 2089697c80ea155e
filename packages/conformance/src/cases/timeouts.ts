import type { ConformanceCase } from "../format/case.ts";
import { askGone, missingImageCase, redirected } from "./parts.ts";

/** Beyond any timeout of the configurations that use it, and below the wrong one. */
const TEXT_504 = (withinMs: number) => ({
  client: { status: 504, withinMs, headers: { "Content-Type": { matches: "^text/plain" } } },
  log: { status: { is: "504" }, cacheUse: { is: "REMOTE" } },
});

/** The manual asks for an end and a text error; its status is a rule of our own. */
const OF_TIMEOUTS = {
  "client, status": "X07",
  "access log, status": "X07",
  "client, field Content-Type": "R15",
} as const;

/** R13 and R14: the two timeouts. */
export const TIMEOUT_CASES: readonly ConformanceCase[] = [
  missingImageCase({
    id: "r13-connect-timeout",
    rules: ["R13"],
    ruleOf: OF_TIMEOUTS,
    title: "The wait for a connection ends with connectTimeout, long before socketTimeout.",
    configuration: "black-hole",
    requests: [askGone(TEXT_504(7_000))],
  }),
  missingImageCase({
    id: "r13-connect-timeout-default",
    rules: ["R13"],
    ruleOf: OF_TIMEOUTS,
    title: "Without connectTimeout the wait for a connection ends after about a second.",
    configuration: "black-hole-default",
    requests: [askGone({ ...TEXT_504(7_000), client: { ...TEXT_504(7_000).client, notBeforeMs: 900 } })],
  }),
  missingImageCase({
    id: "r13-connect-timeout-is-for-the-connection",
    rules: ["R13", "R14"],
    title: "An answer may take longer than connectTimeout once the connection stands.",
    configuration: "patient",
    secondary: [{ kind: "answer", status: 200, delayMs: 1_500, body: "late" }],
    requests: [askGone(redirected({ body: { is: "late" }, notBeforeMs: 1_400 }))],
  }),
  missingImageCase({
    id: "r14-silence-before-the-head",
    rules: ["R14", "R15"],
    ruleOf: { ...OF_TIMEOUTS, "client, time": "R14", secondary: "R14" },
    title: "A secondary that takes the request and says nothing is given up after socketTimeout.",
    secondary: [{ kind: "accept-and-silent" }],
    requests: [
      askGone({
        ...TEXT_504(9_000),
        client: { ...TEXT_504(9_000).client, notBeforeMs: 1_000 },
        secondary: { count: 1, closedEarly: true },
      }),
    ],
  }),
  missingImageCase({
    id: "r14-stall-in-the-head",
    rules: ["R14", "R15"],
    ruleOf: { ...OF_TIMEOUTS, "client, time": "R14", secondary: "R14" },
    title: "A secondary that stops in the middle of the head is given up after socketTimeout.",
    secondary: [{ kind: "stall-mid-head" }],
    requests: [askGone({ ...TEXT_504(9_000), secondary: { count: 1, closedEarly: true } })],
  }),
  missingImageCase({
    id: "r14-slow-head-within-the-limit",
    rules: ["R14"],
    title: "An answer that comes within socketTimeout comes through.",
    secondary: [{ kind: "answer", status: 200, delayMs: 600, body: "in time" }],
    requests: [askGone(redirected({ body: { is: "in time" } }))],
  }),
  ...(["length", "chunked"] as const).map((framing) =>
    missingImageCase({
      id: `r14-slow-body-${framing}`,
      rules: ["R14"],
      title: `A body (${framing}) that takes longer than socketTimeout in all, but never pauses so long, comes through whole.`,
      secondary: [{ kind: "drip", pieces: 9, everyMs: 250, framing }],
      requests: [askGone(redirected({ body: { is: "drop\n".repeat(9) }, notBeforeMs: 2_000 }))],
    }),
  ),
  missingImageCase({
    id: "r14-slow-client-is-not-a-slow-secondary",
    rules: ["R14", "X10"],
    title: "A client that pauses longer than socketTimeout gets the rest when it reads on.",
    secondary: [{ kind: "answer", status: 200, body: { pattern: { bytes: 24 * 1024 * 1024, seed: 21 } } }],
    requests: [
      askGone(redirected({ body: { bytes: { pattern: { bytes: 24 * 1024 * 1024, seed: 21 } } } }), {
        client: { kind: "pause", afterBytes: 1_000, pauseMs: 2_500 },
      }),
    ],
  }),
];
