import type { ConformanceCase } from "../format/case.ts";
import { BASIC_CASE, GONE, local, MISSING, missingImageCase, redirected } from "./parts.ts";

const GOOD_FILE = { under: "images", name: "good.jpg", content: { fixture: "noisy.jpg" } } as const;

/** R01 and R02: images that are not on disk, with and without a catalog record. */
export const MISSING_IMAGE_CASES: readonly ConformanceCase[] = [
  {
    id: BASIC_CASE,
    kind: "required",
    rules: ["R01", "R10"],
    ruleOf: { client: "R01", secondary: "R01" },
    title: "An image that is in the catalog but not on disk is answered by the secondary.",
    sources: MISSING,
    requests: [{ target: GONE, expect: redirected() }],
  },
  missingImageCase({
    id: "r01-commands-go-along",
    rules: ["R01"],
    title: "The commands of the request reach the secondary as they were written.",
    requests: [
      { target: `${GONE}?wid=120&hei=90&fmt=png-alpha&qlt=80,1&%24note=a%20b+c&%24x=%E2%82%AC`, expect: redirected() },
    ],
  }),
  missingImageCase({
    id: "r01-in-a-layer",
    rules: ["R01"],
    title: "A layer whose image is in the catalog but not on disk makes the request redirected.",
    sources: { catalog: { images: { good: "good.jpg", gone: "gone.jpg" } }, files: [GOOD_FILE] },
    requests: [{ target: "/is/image/{case}/good?layer=1&src={case}/gone", expect: redirected() }],
  }),
  missingImageCase({
    id: "r01-row-with-modifier",
    rules: ["R01"],
    title: "A catalog row with a modifier is redirected with the request as the client wrote it.",
    sources: { catalog: { images: { gone: { path: "gone.jpg", modifier: "wid=50&hei=40" } } } },
    requests: [{ target: `${GONE}?fmt=png`, expect: redirected() }],
  }),
  missingImageCase({
    id: "r01-head",
    rules: ["R01", "R09"],
    ruleOf: { client: "R09", secondary: "R01" },
    title: "A HEAD request is redirected as a HEAD request, and the length of the answer comes through.",
    requests: [
      {
        method: "HEAD",
        target: GONE,
        expect: redirected({ body: { empty: true }, headers: { "Content-Length": { is: "24" } } }, { method: "HEAD" }),
      },
    ],
  }),
  missingImageCase({
    id: "r09-head-without-length",
    rules: ["R09"],
    title:
      "The answer to a HEAD request, of which the secondary does not say the length, gets none, and not 0, on the way.",
    secondary: [{ kind: "answer", status: 200, body: "hello", framing: "chunked" }],
    requests: [
      {
        method: "HEAD",
        target: GONE,
        expect: redirected(
          { body: { empty: true }, headers: { "Content-Length": { absent: true } } },
          { method: "HEAD" },
        ),
      },
    ],
  }),
  missingImageCase({
    id: "r01-properties",
    kind: "optimal",
    rules: ["R01"],
    title: "A request for the properties of an image that is not on disk is redirected, too.",
    requests: [{ target: `${GONE}?req=props`, expect: redirected() }],
  }),
  {
    id: "r02-unknown-id",
    kind: "required",
    rules: ["R02"],
    title: "An id that is not in the catalog is not redirected.",
    sources: MISSING,
    requests: [{ target: "/is/image/{case}/unknown", expect: local(404) }],
  },
  {
    id: "r02-path-without-catalog",
    kind: "required",
    rules: ["R02"],
    title: "A path that leads to no file is not redirected.",
    requests: [{ target: "/is/image/{case}-files/no-such.jpg", expect: local(404) }],
  },
  {
    id: "r02-in-a-layer",
    kind: "required",
    rules: ["R02"],
    title: "A layer whose image is neither in a catalog nor on disk is not redirected.",
    sources: { catalog: { images: { good: "good.jpg" } }, files: [GOOD_FILE] },
    requests: [{ target: "/is/image/{case}/good?layer=1&src={case}-files/no-such.jpg", expect: local(404) }],
  },
];
