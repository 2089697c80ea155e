import type { ConformanceCase } from "../format/case.ts";
import type { CaseSources } from "../format/sources.ts";
import { local, redirected } from "./parts.ts";

const PIPED: CaseSources = { catalog: { images: { "a|b": "gone.jpg", gone: "gone.jpg" } } };

interface Row {
  readonly id: string;
  readonly title: string;
  readonly target: string;
  readonly redirect: boolean;
  readonly kind?: ConformanceCase["kind"];
}

const ROWS: readonly Row[] = [
  { id: "raw-in-path", title: "A raw pipe in the path", target: "/is/image/{case}/a|b", redirect: false },
  {
    id: "upper-case-escape-in-path",
    title: "A pipe in the path as %7C",
    target: "/is/image/{case}/a%7Cb",
    redirect: false,
  },
  {
    id: "lower-case-escape-in-path",
    title: "A pipe in the path as %7c",
    target: "/is/image/{case}/a%7cb",
    redirect: false,
  },
  {
    id: "in-static-path",
    title: "A pipe in the path of static content",
    target: "/is/static/{case}-files/a%7Cb.css",
    redirect: false,
  },
  { id: "raw-in-query", title: "A raw pipe in the query", target: "/is/image/{case}/gone?$note=a|b", redirect: true },
  {
    id: "escape-in-query",
    title: "A pipe in the query as %7C",
    target: "/is/image/{case}/gone?$note=a%7Cb",
    redirect: true,
  },
  {
    id: "escaped-twice",
    title: "An escaped escape of a pipe in a static path",
    target: "/is/static/{case}-files/a%257Cb.css",
    redirect: true,
    kind: "check",
  },
];

/** R16: pipes in the path. */
export const PIPE_CASES: readonly ConformanceCase[] = ROWS.map(
  ({ id, title, target, redirect, kind = "required" }) => ({
    id: `r16-pipe-${id}`,
    kind,
    rules: ["R16"],
    title: `${title} is ${redirect ? "redirected" : "not redirected"}.`,
    sources: PIPED,
    requests: [{ target, expect: redirect ? redirected() : local({ from: 400, to: 599 }) }],
  }),
);
