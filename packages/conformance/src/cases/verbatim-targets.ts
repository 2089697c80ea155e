import type { ConformanceCase } from "../format/case.ts";
import { GONE, missingImageCase, redirected } from "./parts.ts";

const ROWS: readonly { readonly id: string; readonly what: string; readonly target: string }[] = [
  { id: "single-quote", what: "A single quote in the query", target: `${GONE}?$text='x'` },
  { id: "double-quote", what: "A double quote in the query", target: `${GONE}?$text="x"` },
  { id: "braces", what: "Braces in the query", target: `${GONE}?$text={x}` },
  { id: "angle-brackets", what: "Angle brackets in the query", target: `${GONE}?$text=<x>` },
  { id: "caret-and-grave", what: "A caret and a grave accent in the query", target: `${GONE}?$text=^x\`` },
  { id: "pipe-in-query", what: "A pipe in the query", target: `${GONE}?$text=a|b` },
  { id: "backslash-in-query", what: "A backslash in the query", target: `${GONE}?$text=a\\b` },
  { id: "sub-delims", what: "All that may be in a query unescaped", target: `${GONE}?$a=!$&$b='()*+,;=:@/?-._~` },
  { id: "lone-question-mark", what: "A question mark with nothing behind it", target: `${GONE}?` },
  { id: "second-question-mark", what: "A second question mark", target: `${GONE}??$x=1?` },
  { id: "not-an-escape", what: "A percent sign that begins no escape", target: `${GONE}?$text=%zz%` },
  { id: "lower-case-escapes", what: "Escapes in lower case", target: `${GONE}?$text=%c3%a9%2f` },
  { id: "escaped-unreserved", what: "Escapes that were not needed", target: `${GONE}?$text=%41%7E` },
  {
    id: "escaped-slash",
    what: "An escaped slash in the path",
    target: "/is/static/{case}-files/a%2Fgone.css",
  },
  {
    id: "path-characters",
    what: "Characters in the path that URL parsers escape",
    target: '/is/static/{case}-files/a"b^c{d}`e.css',
  },
];

/** X20: path and query reach the secondary byte for byte. */
export const VERBATIM_TARGET_CASES: readonly ConformanceCase[] = ROWS.map(({ id, what, target }) =>
  missingImageCase({
    id: `x20-${id}`,
    rules: ["X20"],
    title: `${what} reaches the secondary as the client wrote it.`,
    requests: [{ target, expect: redirected() }],
    needs: ["socket"],
  }),
);
