import type { ConformanceCase } from "../format/case.ts";
import type { FieldExpectations } from "../format/expectation.ts";
import type { Field } from "../http1/head.ts";
import { askGone, missingImageCase, redirected } from "./parts.ts";

/** Status, reason, and fields that belong to it. Statuses that have no body are elsewhere. */
const STATUSES: readonly (readonly [status: number, reason: string, ...fields: Field[]])[] = [
  [200, "OK"],
  [201, "Created", ["Location", "/elsewhere"]],
  [203, "Non-Authoritative Information"],
  [207, "Multi-Status"],
  [299, "Something of our own"],
  [300, "Multiple Choices"],
  [301, "Moved Permanently", ["Location", "http://moved.example/x"]],
  [302, "Found", ["Location", "/is/image/other"]],
  [303, "See Other", ["Location", "/see"]],
  [307, "Temporary Redirect", ["Location", "//other.example/"]],
  [308, "Permanent Redirect", ["Location", "?x=1"]],
  [400, "Bad Request"],
  [401, "Unauthorized", ["WWW-Authenticate", 'Basic realm="there"']],
  [403, "Forbidden"],
  [404, "Not Found"],
  [405, "Method Not Allowed", ["Allow", "GET"]],
  [410, "Gone"],
  [416, "Range Not Satisfiable", ["Content-Range", "bytes */10"]],
  [418, "I'm a teapot (short & stout)"],
  [429, "Too Many Requests", ["Retry-After", "120"]],
  [451, "Unavailable For Legal Reasons"],
  [500, "Internal Server Error"],
  [502, "Bad Gateway"],
  [503, "Service Unavailable", ["Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"]],
  [504, "Gateway Timeout"],
  [599, "Something else"],
];

function statusCase([status, reason, ...fields]: (typeof STATUSES)[number]): ConformanceCase {
  const body = `The secondary says ${status}.\n`;
  const headers: FieldExpectations = Object.fromEntries(fields.map(([name, value]) => [name, { is: value }]));
  const expect = redirected({ status, reason, headers, body: { is: body } });
  return missingImageCase({
    id: `r09-status-${status}`,
    rules: ["R09", "R10"],
    ruleOf: { client: "R09", secondary: "R09" },
    title: `The secondary's ${status} reaches the client with its reason, its fields and its body.`,
    secondary: [{ kind: "answer", status, reason, headers: fields, body }],
    requests: [askGone({ ...expect, log: { ...expect.log, status: { is: String(status) } } })],
  });
}

/** R09: every class of status, whether success or failure. */
export const FORWARDED_STATUS_CASES: readonly ConformanceCase[] = [
  ...STATUSES.map(statusCase),
  missingImageCase({
    id: "r09-status-204",
    rules: ["R09"],
    title: "A 204 reaches the client without a body and without framing fields that would announce one.",
    secondary: [{ kind: "answer", status: 204, reason: "No Content", framing: "none" }],
    requests: [
      askGone(redirected({ status: 204, body: { empty: true }, headers: { "Content-Length": { absent: true } } })),
    ],
  }),
  missingImageCase({
    id: "r09-status-204-with-length",
    rules: ["R09"],
    title:
      "A 204 whose server announces a body that it must not have reaches the client without one, and nothing is waited for.",
    secondary: [{ kind: "raw", text: "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n" }],
    requests: [
      askGone(redirected({ status: 204, body: { empty: true }, headers: { "Content-Length": { absent: true } } })),
    ],
  }),
  missingImageCase({
    id: "r09-status-205",
    rules: ["R09"],
    title: "A 205 reaches the client and ends there: unlike a 204 it needs a length, which is 0.",
    secondary: [{ kind: "answer", status: 205, reason: "Reset Content" }],
    requests: [askGone(redirected({ status: 205, body: { empty: true }, headers: { "Content-Length": { is: "0" } } }))],
  }),
  ...(["length", "chunked"] as const).map((framing) =>
    missingImageCase({
      id: `r09-status-205-with-content-${framing}`,
      rules: ["R09"],
      title:
        "A 205 with content, which it must not have, reaches the client whole and without it; so does the next answer.",
      secondary: [
        { kind: "answer", status: 205, reason: "Reset Content", body: "hello", framing },
        { kind: "answer", status: 200, reason: "OK", body: "the next answer" },
      ],
      requests: [
        askGone(redirected({ status: 205, body: { empty: true }, headers: { "Content-Length": { is: "0" } } })),
        askGone(redirected({ body: { is: "the next answer" } })),
      ],
    }),
  ),
  missingImageCase({
    id: "r09-status-304",
    rules: ["R09"],
    title: "A conditional request is forwarded with its condition, and the 304 comes back with its validator.",
    secondary: [{ kind: "answer", status: 304, reason: "Not Modified", headers: [["ETag", '"v1"']], framing: "none" }],
    requests: [
      askGone(
        redirected(
          { status: 304, body: { empty: true }, headers: { ETag: { is: '"v1"' }, "Content-Length": { absent: true } } },
          {
            headers: { "If-None-Match": { is: '"v1"' }, "If-Modified-Since": { is: "Wed, 21 Oct 2015 07:28:00 GMT" } },
          },
        ),
        {
          headers: [
            ["If-None-Match", '"v1"'],
            ["If-Modified-Since", "Wed, 21 Oct 2015 07:28:00 GMT"],
          ],
        },
      ),
    ],
  }),
  missingImageCase({
    id: "r09-reason-latin-1",
    kind: "optimal",
    rules: ["R09"],
    title: "A reason with a letter of ISO-8859-1 reaches the client.",
    secondary: [{ kind: "answer", status: 404, reason: "Pas trouv\xe9" }],
    requests: [askGone(redirected({ status: 404, reason: "Pas trouv\xe9" }))],
  }),
  missingImageCase({
    id: "r09-reason-empty",
    kind: "optimal",
    rules: ["R09"],
    title: "An empty reason stays empty.",
    secondary: [{ kind: "answer", status: 200, reason: "" }],
    requests: [askGone(redirected({ status: 200, reason: "" }))],
  }),
];
