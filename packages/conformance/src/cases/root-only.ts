import type { ConformanceCase, Need } from "../format/case.ts";
import type { Field } from "../http1/head.ts";
import { missingImageCase } from "./parts.ts";

interface Row {
  readonly id: string;
  readonly what: string;
  readonly target: string;
  readonly headers?: readonly Field[];
  readonly needs?: readonly Need[];
}

const ROWS: readonly Row[] = [
  { id: "double-slash", what: "A path that begins with //host", target: "//{decoy}/is/image/{case}/gone" },
  {
    id: "double-slash-user",
    what: "A path that begins with //user@host",
    target: "//user@{decoy}/is/static/{case}-files/gone.css",
  },
  {
    id: "slash-backslash",
    what: "A path that begins with /\\host",
    target: "/\\{decoy}/is/image/{case}/gone",
    needs: ["socket"],
  },
  {
    id: "absolute-form",
    what: "A request target in absolute form",
    target: "http://{decoy}/is/image/{case}/gone",
    needs: ["socket"],
  },
  {
    id: "absolute-form-static",
    what: "Static content in absolute form",
    target: "http://{decoy}/is/static/{case}-files/gone.css",
    needs: ["socket"],
  },
  { id: "at-sign", what: "A path with @host", target: "/is/static/{case}-files/@{decoy}/gone.css" },
  {
    id: "at-sign-first",
    what: "A request target that begins with @host",
    target: "@{decoy}/is/static/{case}-files/gone.css",
    needs: ["socket"],
  },
  { id: "url-in-path", what: "A path with a URL in it", target: "/is/static/{case}-files/http://{decoy}/gone.css" },
  { id: "dot-segments", what: "A path with dot segments", target: "/is/static/{case}-files/../..//{decoy}/gone.css" },
  {
    id: "encoded-dot-segments",
    what: "A path with encoded dot segments",
    target: "/is/static/{case}-files/%2e%2e/%2e%2e/%2f{decoy}/gone.css",
  },
  {
    id: "url-in-query",
    what: "A query with URLs in it",
    target: "/is/image/{case}/gone?src=http://{decoy}/x&rootUrl=http://{decoy}/",
  },
  {
    id: "host-field",
    what: "A Host field of somebody else",
    target: "/is/image/{case}/gone",
    headers: [["Host", "{decoy}"]],
  },
  {
    id: "override-fields",
    what: "Fields by which some servers choose a target",
    target: "/is/image/{case}/gone",
    headers: [
      ["X-Original-URL", "http://{decoy}/"],
      ["X-Rewrite-URL", "//{decoy}/"],
      ["X-Forwarded-Host", "{decoy}"],
    ],
  },
];

/** X04: the request goes to the root and nowhere else. */
export const ROOT_ONLY_CASES: readonly ConformanceCase[] = [
  ...ROWS.map(({ id, what, target, headers, needs }) =>
    missingImageCase({
      id: `x04-${id}`,
      rules: ["X04"],
      title: `${what} reaches no server but the secondary.`,
      requests: [
        {
          target,
          ...(headers && { headers }),
          expect: {
            client: { status: { from: 200, to: 599 } },
            secondary: { count: { atMost: 1 }, headers: { Host: { is: "{secondary}" } }, target: { matches: "^/" } },
            decoyRequests: 0,
          },
        },
      ],
      ...(needs && { needs }),
    }),
  ),
  missingImageCase({
    id: "x04-path-and-query-verbatim",
    rules: ["X04"],
    title: "Escapes in path and query reach the secondary as the client wrote them.",
    requests: [
      {
        target: "/is/static/{case}-files/a%20b%2Cc+d~%C3%A9/(x)!$&'*;=:@.css?q=%7B%7D&a=b%2520c&&=",
        expect: { client: { status: 200 }, secondary: { count: 1, target: "same" } },
      },
    ],
  }),
];
