/** One address of the sample and what it shows. */
export interface TourStop {
  /** Rule ids of the design, as in `docs/rules.md`. */
  readonly rule: string;
  readonly server: "primary" | "secondary";
  /** Path and query. */
  readonly path: string;
  /** What a reader should see; one line. */
  readonly expect: string;
  readonly status: number;
  /** Content type of the answer, without its parameters. */
  readonly type: string;
  /** Whether the secondary answers and the primary's access log says `REMOTE`. */
  readonly remote: boolean;
}

const remote = { server: "primary", status: 200, remote: true } as const;
const local = { server: "primary", remote: false, type: "text/plain" } as const;

/** What `npm start` prints, in this order. */
export const TOUR: readonly TourStop[] = [
  {
    ...remote,
    rule: "R01",
    path: "/is/image/shop/mug-rust?wid=800",
    expect: "a rust mug: in the catalog, not on the primary's disk",
    type: "image/jpeg",
  },
  {
    ...local,
    rule: "R02",
    path: "/is/image/shop/no-such-mug",
    expect: "404 from the primary: in no catalog, so not redirected",
    status: 404,
  },
  {
    ...remote,
    rule: "R03",
    path: "/is/image/shop/lamp-ink?wid=800",
    expect: "a dark lamp: its JPEG is cut short on the primary, asked for by catalog",
    type: "image/jpeg",
  },
  {
    ...remote,
    rule: "R03",
    path: "/is/image/bags/tote-olive.png?wid=800&fmt=png-alpha",
    expect: "an olive tote: its PNG is cut short on the primary, asked for by path",
    type: "image/png",
  },
  {
    ...remote,
    rule: "R04",
    path: "/is/image/shop/vases-clay?wid=800",
    expect: "two vases: the embedded colour profile is damaged on the primary",
    type: "image/jpeg",
  },
  {
    ...remote,
    rule: "R04",
    path: "/is/image/shop/mug-cream?wid=800&icc=PrintRoom",
    expect: "a cream mug: the output profile is damaged on the primary",
    type: "image/jpeg",
  },
  {
    ...remote,
    rule: "R05",
    path: "/is/image/outlet/poster",
    expect: "a banner that says Last chance: the font is damaged on the primary",
    type: "image/jpeg",
  },
  {
    ...remote,
    rule: "R06",
    path: "/is/content/shop/care-guide",
    expect: "a PDF: static content with a record, not on the primary's disk",
    type: "application/pdf",
  },
  {
    ...remote,
    rule: "R07",
    path: "/is/static/styles/season.css",
    expect: "a style sheet: static content without a record, not on the primary's disk",
    type: "text/css",
  },
  {
    ...local,
    rule: "R08",
    path: "/is/image/shop/mug-cream?wid=wide",
    expect: "400 from the primary: a bad command",
    status: 400,
  },
  {
    ...local,
    rule: "R08",
    path: "/is/image/shop/mug-cream?icc=ProofRoom",
    expect: "404 from the primary: a profile that is not there, not a damaged one",
    status: 404,
  },
  {
    ...local,
    rule: "R08",
    path: "/is/image/shop/autumn?layer=1&text={\\rtf1{\\fonttbl{\\f0%20Signature;}}\\f0%20Yours}",
    expect: "404 from the primary: a font that is not there, not a damaged one",
    status: 404,
  },
  {
    ...remote,
    rule: "R09",
    path: "/is/image/shop/prototype",
    expect: "404 from the secondary: its failures are forwarded as they are",
    status: 404,
    type: "text/plain",
  },
  {
    ...remote,
    rule: "R10",
    path: "/is/image/shop/mug-rust?wid=801",
    expect: "the mug, and in the log below: REMOTE and peer server -",
    type: "image/jpeg",
  },
  {
    ...remote,
    rule: "R11",
    path: "/is/image/shop/mug-rust?wid=802",
    expect: "the mug; reload it: REMOTE again, and the secondary is asked again",
    type: "image/jpeg",
  },
  {
    ...local,
    rule: "R12",
    server: "secondary",
    path: "/is/static/styles/nowhere.css",
    expect: "404 from the secondary itself: its rootUrl is empty, redirect is off",
    status: 404,
  },
  {
    ...local,
    rule: "R16",
    path: "/is/image/shop/mug%7Cblue",
    expect: "404 from the primary: not on disk, but the path holds a pipe",
    status: 404,
  },
  {
    ...remote,
    rule: "R17",
    path: "/is/image/outlet/clock-brass?wid=800",
    expect: "a clock, not the outlet's default image: redirect comes first",
    type: "image/jpeg",
  },
  {
    rule: "R17",
    server: "primary",
    path: "/is/image/outlet/no-such-clock?wid=800",
    expect: "the outlet's default image: in no catalog, so not redirected",
    status: 200,
    type: "image/jpeg",
    remote: false,
  },
  {
    ...remote,
    rule: "X01",
    path: "/is/image/shop/stool-walnut?wid=800",
    expect: "a walnut stool: on the primary a folder stands where the file should be",
    type: "image/jpeg",
  },
  {
    ...remote,
    rule: "X01",
    path: "/is/static/data/stock.json",
    expect: "JSON: on the primary a folder stands where the file should be",
    type: "application/json",
  },
  {
    ...local,
    rule: "X02",
    path: "/is/image/shop/archive-proof",
    expect: "500 from the primary: a whole PCX, not supported and so not called damaged",
    status: 500,
  },
];

/** The stops whose picture comes from the secondary: what the gallery shows side by side. */
export const RULE_IMAGES: readonly TourStop[] = TOUR.filter(
  ({ rule, remote, type }) => remote && type.startsWith("image/") && rule !== "R10" && rule !== "R11",
);
