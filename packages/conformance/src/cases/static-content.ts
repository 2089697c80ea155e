import type { ConformanceCase } from "../format/case.ts";
import { local, redirected } from "./parts.ts";

const STYLES = { under: "static", name: "styles.css", content: { text: "body { color: green }\n" } } as const;

/** R06 and R07: static content. */
export const STATIC_CONTENT_CASES: readonly ConformanceCase[] = [
  {
    id: "r06-intact-static-content",
    kind: "required",
    rules: ["R06", "R07"],
    ruleOf: { "request 1": "R06", "request 2": "R07" },
    title: "Static content that is on disk is answered by the server itself, by its record and by its path.",
    sources: { catalog: { staticContent: { styles: "styles.css" } }, files: [STYLES] },
    requests: [
      { target: "/is/content/{case}/styles", expect: local(200, { body: { is: STYLES.content.text } }) },
      { target: "/is/static/{case}-files/styles.css", expect: local(200, { body: { is: STYLES.content.text } }) },
    ],
  },
  {
    id: "r06-catalogued-static-content-missing",
    kind: "required",
    rules: ["R06"],
    title: "Static content that has a catalog record and is not on disk is redirected.",
    sources: { catalog: { staticContent: { styles: "gone.css" } } },
    requests: [{ target: "/is/content/{case}/styles", expect: redirected() }],
  },
  {
    id: "r06-range-request",
    kind: "required",
    rules: ["R06", "R09"],
    ruleOf: { client: "R09", secondary: "R06" },
    title: "A range request for static content that is not on disk is redirected with its range.",
    sources: { catalog: { staticContent: { film: "gone.mp4" } } },
    secondary: [
      {
        kind: "answer",
        status: 206,
        reason: "Partial Content",
        headers: [["Content-Range", "bytes 2-5/10"]],
        body: "2345",
      },
    ],
    requests: [
      {
        target: "/is/content/{case}/film",
        headers: [["Range", "bytes=2-5"]],
        expect: redirected(
          { status: 206, body: { is: "2345" }, headers: { "Content-Range": { is: "bytes 2-5/10" } } },
          { headers: { Range: { is: "bytes=2-5" } } },
        ),
      },
    ],
  },
  {
    id: "r07-static-content-missing",
    kind: "required",
    rules: ["R07"],
    title: "Static content without a catalog record that is not on disk is redirected.",
    requests: [{ target: "/is/static/{case}-files/gone/styles.css?v=1", expect: redirected() }],
  },
  {
    id: "r07-unknown-id-of-a-catalog",
    kind: "optimal",
    rules: ["R07"],
    title: "Static content that is asked for by an id that its catalog does not have is redirected.",
    sources: { catalog: { staticContent: { styles: "gone.css" } } },
    requests: [{ target: "/is/content/{case}/unknown", expect: redirected() }],
  },
  {
    id: "r07-head",
    kind: "required",
    rules: ["R07"],
    title: "A HEAD request for static content that is not on disk is redirected.",
    requests: [
      {
        method: "HEAD",
        target: "/is/static/{case}-files/gone.css",
        expect: redirected({ body: { empty: true } }, { method: "HEAD" }),
      },
    ],
  },
];
