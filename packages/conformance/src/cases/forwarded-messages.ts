import type { ConformanceCase } from "../format/case.ts";
import type { FieldExpectations } from "../format/expectation.ts";
import type { Field } from "../http1/head.ts";
import type { AnswerBehaviour, BodySpec } from "../secondary/behaviour.ts";
import { askGone, missingImageCase, redirected } from "./parts.ts";

const ALL_BYTES: BodySpec = {
  base64: btoa(Array.from({ length: 256 }, (_, value) => String.fromCharCode(value)).join("")),
};
const LARGE: BodySpec = { pattern: { bytes: 16 * 1024 * 1024, seed: 11 } };
const MEDIUM: BodySpec = { pattern: { bytes: 200_001, seed: 12 } };

/** Fields that must come through as they are. */
const END_TO_END: readonly Field[] = [
  ["Content-Type", 'image/jpeg; charset="odd"'],
  ["ETag", 'W/"abc"'],
  ["Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"],
  ["Cache-Control", "public, max-age=86400"],
  ["Expires", "Thu, 22 Oct 2026 07:28:00 GMT"],
  ["Date", "Wed, 21 Oct 2026 07:28:00 GMT"],
  ["Age", "17"],
  ["Vary", "Accept, Origin"],
  ["Server", "Secondary/9.9"],
  ["Content-Disposition", "attachment; filename*=UTF-8''a%20b.jpg"],
  ["Content-Language", "de"],
  ["Link", "</a>; rel=preload, </b>; rel=preload"],
  ["Access-Control-Allow-Origin", "*"],
  ["X-Our-Own", "1, 2 ;;  3"],
];

interface Row {
  readonly id: string;
  readonly title: string;
  readonly answer: Partial<AnswerBehaviour>;
  readonly headers?: FieldExpectations;
  readonly kind?: ConformanceCase["kind"];
  readonly rules?: ConformanceCase["rules"];
}

const ROWS: readonly Row[] = [
  {
    id: "end-to-end-fields",
    title: "The fields of the answer come through as they are.",
    answer: { headers: END_TO_END, body: "x" },
    headers: Object.fromEntries(END_TO_END.map(([name, value]) => [name, { is: value }])),
  },
  {
    id: "two-set-cookie",
    title: "Two Set-Cookie fields stay two fields.",
    answer: {
      headers: [
        ["Set-Cookie", "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
        ["Set-Cookie", "b=2"],
      ],
    },
    headers: { "Set-Cookie": { lines: ["a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"] } },
  },
  {
    id: "latin-1-field",
    title: "A field value with a letter of ISO-8859-1 comes through byte for byte.",
    answer: { headers: [["X-Name", "caf\xe9"]], body: "x" },
    headers: { "X-Name": { is: "caf\xe9" } },
    kind: "optimal",
  },
  { id: "every-byte", title: "A body with every byte value comes through.", answer: { body: ALL_BYTES } },
  {
    id: "gzip-untouched",
    title: "A compressed body comes through compressed, with its fields.",
    answer: { headers: [["Content-Encoding", "gzip"]], body: { gzip: "compressed ".repeat(500) } },
    headers: { "Content-Encoding": { is: "gzip" }, "Content-Length": {} },
  },
  {
    id: "unknown-encoding-untouched",
    title: "A body in an encoding that nobody knows comes through.",
    answer: { headers: [["Content-Encoding", "x-rot13"]], body: "uryyb" },
    headers: { "Content-Encoding": { is: "x-rot13" } },
  },
  {
    id: "content-length-kept",
    title: "The length of a body that was announced is announced to the client.",
    answer: { body: MEDIUM },
    headers: { "Content-Length": { is: "200001" } },
  },
  {
    id: "empty-body",
    title: "An empty body with a length of 0 comes through as that.",
    answer: { body: "" },
    headers: { "Content-Length": { is: "0" } },
    kind: "optimal",
  },
  {
    id: "chunked",
    title: "A body in odd chunks comes through.",
    answer: { body: MEDIUM, framing: "chunked", chunkSizes: [1, 7, 4096, 65_535] },
  },
  { id: "chunked-empty", title: "An empty body in chunks comes through.", answer: { body: "", framing: "chunked" } },
  {
    id: "until-close",
    title: "A body that ends with the connection comes through whole.",
    answer: { body: MEDIUM, framing: "close" },
  },
  {
    id: "http-1-0",
    title: "An answer in HTTP/1.0 comes through.",
    answer: { body: MEDIUM, framing: "close", version: "1.0" },
  },
  {
    id: "trailers",
    title: "Trailers do no harm to the body in front of them.",
    answer: { body: MEDIUM, framing: "chunked", trailers: [["X-Checksum", "abc"]] },
  },
  {
    id: "early-hints",
    title: "An answer that comes after 103 Early Hints comes through.",
    answer: { body: "after hints", interim: [{ status: 103, headers: [["Link", "</s.css>; rel=preload"]] }] },
  },
  {
    id: "several-interim-answers",
    title: "An answer that comes after 102 and two 103 comes through.",
    answer: { body: "after all", interim: [{ status: 102 }, { status: 103 }, { status: 103 }] },
  },
  {
    id: "continue-that-nobody-asked-for",
    title: "An answer that comes after a 100 Continue comes through, though no request asked for it.",
    answer: { body: "after 100", interim: [{ status: 100 }] },
  },
  {
    id: "sixteen-megabytes",
    title: "A body of 16 MB comes through, byte for byte.",
    answer: { body: LARGE },
    rules: ["R09", "X10"],
  },
  {
    id: "sixteen-megabytes-chunked",
    title: "A body of 16 MB in chunks comes through, byte for byte.",
    answer: { body: LARGE, framing: "chunked" },
    rules: ["R09", "X10"],
  },
];

const FILE_NAMES: readonly (readonly [id: string, what: string, value: string])[] = [
  ["latin-1-file-name", "in ISO-8859-1", 'attachment; filename="\xfcber.png"'],
  ["utf-8-file-name", "in UTF-8", 'attachment; filename="\xc3\xbcber.png"'],
  // As code points of UTF-8 they are U+010D and U+010A, whose low bytes are CR and LF.
  [
    "splitting-file-name",
    "whose characters end in the bytes of line ends",
    "a\xc4\x8d\xc4\x8aSet-Cookie: sid=evil\xc4\x8d\xc4\x8a",
  ],
];

/** R09: fields and bodies, byte for byte. */
export const FORWARDED_MESSAGE_CASES: readonly ConformanceCase[] = [
  ...ROWS.map(({ id, title, answer, headers = {}, kind = "required", rules = ["R09"] }) =>
    missingImageCase({
      id: `r09-${id}`,
      kind,
      rules,
      title,
      secondary: [{ kind: "answer", status: 200, ...answer }],
      requests: [askGone(redirected({ headers, body: { bytes: answer.body ?? "" } }))],
    }),
  ),
  missingImageCase({
    id: "r09-padded-chunk-sizes",
    rules: ["R09"],
    title:
      "Chunks whose sizes are padded with blanks, and extensions with blanks around them, come through (RFC 9112 7.1.1).",
    secondary: [
      {
        kind: "raw",
        text:
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
          '5   \r\nhello\r\n6 ; a = "b" ;c\r\n world\r\n0 \r\n\r\n',
      },
    ],
    requests: [askGone(redirected({ body: { bytes: "hello world" } }))],
  }),
  ...FILE_NAMES.map(([id, what, value]) =>
    missingImageCase({
      id: `r09-${id}`,
      rules: ["R09"],
      title: `A file name ${what}, in a Content-Disposition behind the length, comes through byte for byte.`,
      secondary: [
        { kind: "raw", text: `HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Disposition: ${value}\r\n\r\nhi` },
      ],
      requests: [askGone(redirected({ headers: { "Content-Disposition": { is: value } }, body: { bytes: "hi" } }))],
    }),
  ),
  missingImageCase({
    id: "r09-unsatisfiable-range",
    rules: ["R09"],
    title: "A range that the secondary cannot satisfy is its business: its 416 comes through.",
    secondary: [{ kind: "answer", status: 416, headers: [["Content-Range", "bytes */10"]] }],
    requests: [
      askGone(
        redirected(
          { status: 416, headers: { "Content-Range": { is: "bytes */10" } } },
          { headers: { Range: { is: "bytes=100-" }, "If-Range": { is: '"v1"' } } },
        ),
        {
          headers: [
            ["Range", "bytes=100-"],
            ["If-Range", '"v1"'],
          ],
        },
      ),
    ],
  }),
  missingImageCase({
    id: "r09-request-fields",
    rules: ["R09"],
    title: "The end-to-end fields of the request reach the secondary as they are.",
    requests: [
      askGone(
        redirected(
          {},
          {
            headers: {
              Accept: { is: "image/avif,image/*;q=0.8" },
              "Accept-Encoding": { is: "gzip, br" },
              "Accept-Language": { is: "de-AT, de;q=0.7" },
              Cookie: { is: "a=1; b=2" },
              Authorization: { is: "Bearer abc" },
              "User-Agent": { is: "Conformance/1" },
              Referer: { is: "http://shop.example/x" },
              "X-Our-Own": { is: "kept" },
            },
          },
        ),
        {
          headers: [
            ["Accept", "image/avif,image/*;q=0.8"],
            ["Accept-Encoding", "gzip, br"],
            ["Accept-Language", "de-AT, de;q=0.7"],
            ["Cookie", "a=1; b=2"],
            ["Authorization", "Bearer abc"],
            ["User-Agent", "Conformance/1"],
            ["Referer", "http://shop.example/x"],
            ["X-Our-Own", "kept"],
          ],
        },
      ),
    ],
  }),
];
