import type { ConformanceCase } from "../format/case.ts";
import type { Expectation } from "../format/expectation.ts";
import { askGone, missingImageCase } from "./parts.ts";

const GONE_AWAY: Expectation = {
  client: { transfer: "left" },
  secondary: { count: 1, closedEarly: true },
  log: { status: { is: "499" }, cacheUse: { is: "REMOTE" } },
};

/** X09: clients that go away. The configuration is one whose timeouts do not come into it. */
export const LEAVING_CLIENT_CASES: readonly ConformanceCase[] = [
  missingImageCase({
    id: "x09-before-the-head",
    rules: ["X09"],
    title: "A client that goes away before the head ends the request to the secondary and is logged with 499.",
    configuration: "patient",
    secondary: [{ kind: "accept-and-silent" }],
    requests: [askGone(GONE_AWAY, { client: { kind: "leave-before-head" } })],
  }),
  missingImageCase({
    id: "x09-before-the-head-of-a-post",
    needs: ["request-body"],
    rules: ["X09"],
    title: "The same for a request with a body.",
    configuration: "patient",
    secondary: [{ kind: "accept-and-silent" }],
    requests: [askGone(GONE_AWAY, { method: "POST", body: "wid=100", client: { kind: "leave-before-head" } })],
  }),
  ...(["length", "chunked", "close"] as const).map((framing) =>
    missingImageCase({
      id: `x09-in-a-body-${framing}`,
      rules: ["X09"],
      title: `A client that goes away in the middle of a body (${framing}) ends the request to the secondary.`,
      configuration: "patient",
      secondary: [{ kind: "stall-mid-body", framing }],
      requests: [askGone(GONE_AWAY, { client: { kind: "leave-mid-body", afterBytes: 1_000 } })],
    }),
  ),
  missingImageCase({
    id: "x09-in-a-large-body",
    rules: ["X09"],
    title: "A client that goes away early in a large body stops it.",
    configuration: "patient",
    secondary: [{ kind: "answer", status: 200, body: { pattern: { bytes: 128 * 1024 * 1024, seed: 31 } } }],
    requests: [askGone(GONE_AWAY, { client: { kind: "leave-mid-body", afterBytes: 100_000 } })],
  }),
];
