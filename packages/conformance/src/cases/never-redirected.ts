import type { ConformanceCase } from "../format/case.ts";
import type { ClientExpectation } from "../format/expectation.ts";
import type { CaseSources } from "../format/sources.ts";
import { ANY_ERROR, local } from "./parts.ts";

const GOOD_IMAGE = { under: "images", name: "good.jpg", content: { fixture: "noisy.jpg" } } as const;
const GOOD: CaseSources = { catalog: { images: { good: "good.jpg", gone: "gone.jpg" } }, files: [GOOD_IMAGE] };

interface Row {
  readonly id: string;
  readonly what: string;
  readonly target: string;
  readonly status: ClientExpectation["status"];
  readonly sources?: CaseSources;
  readonly kind?: ConformanceCase["kind"];
  readonly rules?: ConformanceCase["rules"];
}

const ROWS: readonly Row[] = [
  {
    id: "bad-command-value",
    what: "A command with a bad value",
    target: "/is/image/{case}/good?wid=wide",
    status: 400,
  },
  {
    id: "too-large",
    what: "A picture larger than allowed",
    target: "/is/image/{case}/good?wid=100000&hei=100000",
    status: ANY_ERROR,
  },
  {
    id: "unknown-context",
    what: "A path of no context",
    target: "/is/nonsense/{case}/gone",
    status: { from: 400, to: 499 },
  },
  {
    id: "unknown-catalog",
    what: "A catalog that does not exist",
    target: "/is/image/no-such-catalog/gone",
    status: { from: 400, to: 499 },
  },
  { id: "root-path", what: "The root path", target: "/", status: { from: 200, to: 499 } },
  {
    id: "unsupported-output",
    what: "An output format that does not exist",
    target: "/is/image/{case}/good?fmt=nonsense",
    status: ANY_ERROR,
  },
  {
    id: "profile-file-missing",
    what: "A profile in the map whose file is missing",
    target: "/is/image/{case}/good?icc=Ours",
    status: ANY_ERROR,
    sources: { catalog: { images: { good: "good.jpg" }, profiles: { Ours: "gone.icc" } }, files: [GOOD_IMAGE] },
    rules: ["R08", "X03"],
  },
  {
    id: "profile-unknown",
    what: "A profile that is in no map",
    target: "/is/image/{case}/good?icc=NoSuch",
    status: ANY_ERROR,
  },
  {
    id: "font-file-missing",
    what: "A font in the map whose file is missing",
    target: "/is/image/{case}/good?layer=1&text=Hello&size=80,40",
    status: ANY_ERROR,
    sources: {
      catalog: { images: { good: "good.jpg" }, fonts: { Ours: "gone.ttf" }, attributes: { DefaultFont: "Ours" } },
      files: [GOOD_IMAGE],
    },
    rules: ["R08", "X03"],
  },
  {
    id: "client-refused",
    what: "A client whose address the catalog refuses",
    target: "/is/image/{case}/gone",
    status: 403,
    sources: { catalog: { images: { gone: "gone.jpg" }, attributes: { ClientAddressFilter: "203.0.113.7" } } },
  },
  {
    id: "dot-dot-encoded",
    what: "A path that climbs out, encoded",
    target: "/is/image/{case}/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    status: ANY_ERROR,
  },
  {
    id: "dot-dot-static",
    what: "A static path that climbs out, encoded",
    target: "/is/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    status: ANY_ERROR,
  },
  { id: "nul-in-path", what: "A path with NUL", target: "/is/static/{case}-files/a%00b.css", status: ANY_ERROR },
  {
    id: "bad-escape",
    what: "A path with an escape that is none",
    target: "/is/static/{case}-files/a%zz.css",
    status: ANY_ERROR,
  },
];

/** R08 and X03: whatever is not a broken source is answered locally. */
export const NEVER_REDIRECTED_CASES: readonly ConformanceCase[] = ROWS.map(
  ({ id, what, target, status, sources = GOOD, kind = "required", rules = ["R08"] }): ConformanceCase => ({
    id: `r08-${id}`,
    kind,
    rules,
    title: `${what} is not redirected.`,
    sources,
    requests: [{ target, expect: local(status) }],
  }),
);
