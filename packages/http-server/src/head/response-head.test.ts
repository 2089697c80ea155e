import { describe, expect, test } from "vitest";
import { headOfFields, responseHead } from "./response-head.ts";

type Expected = Partial<ReturnType<typeof responseHead>>;

const withLength = (length: string, status = 200) =>
  new Response(null, { status, headers: { "content-length": length } });

const rows: [name: string, method: string, response: Response, expected: Expected][] = [
  ["no body", "GET", new Response(null), { fields: [["content-length", "0"]], hasBody: true, bodyBytes: 0 }],
  ["a stream", "GET", new Response(new ReadableStream()), { fields: [], hasBody: true, bodyBytes: undefined }],
  ["HEAD with a length", "HEAD", withLength("1234"), { fields: [["content-length", "1234"]], hasBody: false }],
  ["HEAD without one", "HEAD", new Response(null), { fields: [], hasBody: false }],
  ["204", "GET", withLength("0", 204), { fields: [], hasBody: false }],
  ["205 with a length", "GET", withLength("5", 205), { fields: [["content-length", "0"]], hasBody: false }],
  ["205 without one", "GET", new Response(null, { status: 205 }), { fields: [["content-length", "0"]] }],
  ["HEAD and 205", "HEAD", withLength("5", 205), { fields: [["content-length", "0"]], hasBody: false }],
  ["304", "GET", new Response(null, { status: 304 }), { fields: [], hasBody: false }],
  ["304 with a length", "GET", withLength("1234", 304), { fields: [["content-length", "1234"]], hasBody: false }],
  ["a length that is no number", "GET", withLength("-1"), { fields: [["content-length", "0"]], bodyBytes: 0 }],
  ["two lengths", "HEAD", withLength("1, 1"), { fields: [] }],
  ["a reason phrase", "GET", new Response(null, { statusText: "Fine" }), { reason: "Fine" }],
];
test.each(rows)("%s", (_name, method, response, expected) => {
  expect(responseHead(method, response)).toMatchObject(expected);
});

describe("fields", () => {
  test("two cookies stay two", () => {
    const headers = new Headers();
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    expect(responseHead("HEAD", new Response(null, { headers })).fields).toEqual([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
  });

  test("those of one connection are left out", () => {
    const headers = {
      connection: "close",
      "keep-alive": "timeout=5",
      "proxy-connection": "x",
      te: "trailers",
      trailer: "x",
      "transfer-encoding": "chunked",
      upgrade: "h2c",
      "x-kept": "1",
    };
    expect(responseHead("HEAD", new Response(null, { headers })).fields).toEqual([["x-kept", "1"]]);
  });
});

test("Response.error() is refused", () => {
  expect(() => responseHead("GET", Response.error())).toThrow("the response's status is 0; allowed are 200 to 599");
});

test("the length goes behind a Content-Disposition, in front of which Node would write other bytes for it", () => {
  const given: [string, string][] = [
    ["Content-Length", "2"],
    ["A", "1"],
    ["Content-disposition", "inline"],
    ["B", "2"],
  ];
  const names = (fields: readonly (readonly [string, string])[]) => fields.map(([name]) => name);
  expect(names(headOfFields("GET", 200, "OK", given, true).fields)).toEqual([
    "A",
    "Content-disposition",
    "B",
    "Content-Length",
  ]);
  expect(names(headOfFields("GET", 200, "OK", given.slice(0, 2), true).fields)).toEqual(["Content-Length", "A"]);
});
