import type { ConformanceCase } from "../format/case.ts";
import type { BodySpec } from "../secondary/behaviour.ts";
import { ANY_ERROR, askGone, local, missingImageCase, redirected } from "./parts.ts";

const LIMIT = 65_536;
const bodyOf = (bytes: number): BodySpec => ({ pattern: { bytes, seed: 41 } });

/** X10: nothing is buffered that can be streamed; request bodies are kept up to a limit. */
export const STREAMING_CASES: readonly ConformanceCase[] = [
  missingImageCase({
    id: "x10-client-that-does-not-read",
    rules: ["X10"],
    title: "A client that stops reading stops the secondary: the answer does not pile up in between.",
    configuration: "patient",
    secondary: [{ kind: "answer", status: 200, body: { pattern: { bytes: 128 * 1024 * 1024, seed: 42 } } }],
    requests: [
      askGone(
        {
          client: { transfer: "left", status: 200 },
          secondary: { count: 1, sentAtMost: 48 * 1024 * 1024, closedEarly: true },
        },
        { client: { kind: "stop-reading", afterBytes: 1_000 } },
      ),
    ],
  }),
  ...(["length", "chunked"] as const).flatMap((bodyFraming) => [
    missingImageCase({
      id: `x10-request-body-of-64-kib-${bodyFraming}`,
      needs: ["request-body"],
      rules: ["X10"],
      title: `A request body of 64 KiB (${bodyFraming}) is forwarded.`,
      requests: [
        askGone(redirected({}, { method: "POST", body: "same" }), { method: "POST", body: bodyOf(LIMIT), bodyFraming }),
      ],
    }),
    missingImageCase({
      id: `x10-request-body-over-64-kib-${bodyFraming}`,
      needs: ["request-body"],
      rules: ["X10"],
      title: `A request body of more than 64 KiB (${bodyFraming}) is not forwarded: the local error is the answer.`,
      requests: [askGone(local(ANY_ERROR), { method: "POST", body: bodyOf(LIMIT + 1), bodyFraming })],
    }),
  ]),
  missingImageCase({
    id: "x10-small-request-body",
    needs: ["request-body"],
    rules: ["X10", "R09"],
    title: "A small request body reaches the secondary with its type.",
    requests: [
      askGone(
        redirected(
          {},
          {
            method: "POST",
            body: "same",
            headers: { "Content-Type": { is: "application/x-www-form-urlencoded" }, "Content-Length": { is: "14" } },
          },
        ),
        { method: "POST", body: "wid=100&hei=90", headers: [["Content-Type", "application/x-www-form-urlencoded"]] },
      ),
    ],
  }),
];
