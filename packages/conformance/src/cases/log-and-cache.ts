import type { ConformanceCase } from "../format/case.ts";
import { askGone, GONE, missingImageCase, redirected } from "./parts.ts";

const CACHEABLE = [
  ["Cache-Control", "public, max-age=86400"],
  ["ETag", '"v1"'],
  ["Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"],
] as const;

/** R10, R11 and X11: what the log and the cache make of a forwarded answer. */
export const LOG_AND_CACHE_CASES: readonly ConformanceCase[] = [
  missingImageCase({
    id: "r10-log-of-a-success",
    rules: ["R10"],
    title: "The log entry of a redirected request has the secondary's status, cache use REMOTE and peer server -.",
    requests: [
      askGone({
        ...redirected(),
        log: {
          status: { is: "200" },
          cacheUse: { is: "REMOTE" },
          peerServer: { is: "-" },
          processingStatus: { is: "0" },
        },
      }),
    ],
  }),
  missingImageCase({
    id: "r10-log-of-a-failure",
    rules: ["R10"],
    title: "A failure that the secondary sends is logged as REMOTE, too.",
    secondary: [{ kind: "answer", status: 404, body: "not there either\n" }],
    requests: [
      askGone({
        ...redirected({ status: 404 }),
        log: { status: { is: "404" }, cacheUse: { is: "REMOTE" }, peerServer: { is: "-" } },
      }),
    ],
  }),
  missingImageCase({
    id: "r11-never-cached",
    rules: ["R11"],
    title: "The next identical request goes to the secondary again, however cacheable its answer was.",
    secondary: ["first", "second", "third"].map((body) => ({ kind: "answer", status: 200, headers: CACHEABLE, body })),
    requests: ["first", "second", "third"].map((body) => askGone(redirected({ body: { is: body } }))),
  }),
  missingImageCase({
    id: "r11-conditional-request-is-forwarded",
    rules: ["R11"],
    title: "A validator of the secondary's answer is never checked by the server itself.",
    secondary: [
      { kind: "answer", status: 200, headers: CACHEABLE, body: "first" },
      { kind: "answer", status: 200, headers: CACHEABLE, body: "second" },
    ],
    requests: [
      askGone(redirected({ body: { is: "first" } })),
      askGone(redirected({ body: { is: "second" } }, { headers: { "If-None-Match": { is: '"v1"' } } }), {
        headers: [["If-None-Match", '"v1"']],
      }),
    ],
  }),
  missingImageCase({
    id: "r11-failure-is-not-cached",
    rules: ["R11"],
    title: "A failure of the secondary is not remembered: the next request gets its success.",
    secondary: [
      { kind: "close-before-head", by: "rst" },
      { kind: "answer", status: 503, body: "not now" },
      { kind: "answer", status: 200, body: "now" },
    ],
    requests: [
      // One attempt more is allowed after a reset, so what comes first is not looked at.
      { target: GONE, expect: { client: {} } },
      { target: GONE, expect: { client: {} } },
      askGone(redirected({ body: { is: "now" } })),
    ],
  }),
  missingImageCase({
    id: "x11-cache-status",
    rules: ["X11"],
    title: "Cache-Status says that the answer was forwarded and not stored.",
    requests: [askGone(redirected({ headers: { "Cache-Status": { matches: "fwd=[a-z-]+.*stored=\\?0" } } }))],
  }),
  missingImageCase({
    id: "x11-cache-status-is-appended",
    rules: ["X11"],
    title: "The secondary's own Cache-Status is kept in front of ours.",
    secondary: [{ kind: "answer", status: 200, headers: [["Cache-Status", "Origin; hit"]] }],
    requests: [
      askGone(
        redirected({ body: {}, headers: { "Cache-Status": { matches: "^Origin; ?hit, .*fwd=[a-z-]+.*stored=\\?0" } } }),
      ),
    ],
  }),
];
