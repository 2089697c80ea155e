import type { ConformanceCase } from "../format/case.ts";
import { askGone, missingImageCase, redirected } from "./parts.ts";

const LOOPED = { kind: "answer", status: 200, body: "the loop went round again" } as const;

/** X06: loops end. */
export const LOOP_CASES: readonly ConformanceCase[] = [
  missingImageCase({
    id: "x06-cdn-loop-is-set",
    rules: ["X06"],
    title: "CDN-Loop tells the secondary who has had the request.",
    requests: [askGone(redirected({}, { headers: { "CDN-Loop": { matches: "^[^,]+$" } } }))],
  }),
  missingImageCase({
    id: "x06-foreign-ids-are-kept",
    rules: ["X06"],
    title: "CDN-Loop ids of others are kept, and do not hinder.",
    requests: [
      askGone(redirected({}, { headers: { "CDN-Loop": { matches: '^other\\.example; ?a="b,c", third, ?[^,]+$' } } }), {
        headers: [["CDN-Loop", 'other.example; a="b,c", third']],
      }),
    ],
  }),
  missingImageCase({
    id: "x06-own-id-is-not-redirected",
    rules: ["X06"],
    title: "A request that carries the server's own id is answered locally.",
    requests: [
      askGone(redirected()),
      askGone(
        {
          client: { status: { from: 400, to: 599 } },
          secondary: { count: 0 },
          log: { cacheUse: { lacks: ["REMOTE"] } },
        },
        { headers: [["CDN-Loop", "front.example, {seen:cdn-loop}"]] },
      ),
    ],
  }),
  missingImageCase({
    id: "x06-server-that-names-itself",
    rules: ["X06"],
    title: "A server whose secondary leads back to it redirects the request once.",
    secondary: [{ kind: "relay", to: "{self}" }, LOOPED],
    requests: [
      askGone({
        client: { status: { from: 400, to: 599 } },
        secondary: { count: 1 },
        log: { count: 2, cacheUse: { is: "REMOTE" } },
      }),
    ],
    needs: ["socket"],
  }),
  missingImageCase({
    id: "x06-two-servers-that-name-each-other",
    rules: ["X06"],
    title: "Two servers that name each other as secondary pass a request on once each.",
    configuration: "peers",
    secondary: [{ kind: "relay", to: "{peer}" }, { kind: "relay", to: "{self}" }, LOOPED],
    requests: [askGone({ client: { status: { from: 400, to: 599 } }, secondary: { count: { atMost: 2 } } })],
    needs: ["socket"],
  }),
];
