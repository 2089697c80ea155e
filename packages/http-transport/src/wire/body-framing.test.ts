import { expect, test } from "vitest";
import { messageFraming } from "./body-framing.ts";

type Row = [string, string, 0 | 1, number, [string, string][], unknown, boolean];

test.each<Row>([
  ["a length", "GET", 1, 200, [["Content-Length", "12"]], { kind: "length", bytes: 12 }, true],
  ["a length of 0", "GET", 1, 200, [["content-length", "0"]], { kind: "none" }, true],
  ["leading zeros", "GET", 1, 200, [["content-length", "0012"]], { kind: "length", bytes: 12 }, true],
  ["chunks", "GET", 1, 200, [["Transfer-Encoding", "Chunked"]], { kind: "chunked" }, true],
  ["neither", "GET", 1, 200, [], { kind: "close" }, false],
  ["HEAD with a length", "HEAD", 1, 200, [["content-length", "12"]], { kind: "none" }, true],
  ["HEAD with chunks", "HEAD", 1, 200, [["transfer-encoding", "chunked"]], { kind: "none" }, true],
  ["HEAD with neither", "HEAD", 1, 200, [], { kind: "none" }, true],
  ["204", "GET", 1, 204, [], { kind: "none" }, true],
  ["304 with a length", "GET", 1, 304, [["content-length", "12"]], { kind: "none" }, true],
  [
    "close",
    "GET",
    1,
    200,
    [
      ["content-length", "1"],
      ["Connection", "x, Close"],
    ],
    { kind: "length", bytes: 1 },
    false,
  ],
  ["HTTP/1.0", "GET", 0, 200, [["content-length", "1"]], { kind: "length", bytes: 1 }, false],
  [
    "HTTP/1.0 that keeps",
    "GET",
    0,
    200,
    [
      ["content-length", "1"],
      ["connection", "Keep-Alive"],
    ],
    { kind: "length", bytes: 1 },
    true,
  ],
  [
    "HTTP/1.0 with chunks",
    "GET",
    0,
    200,
    [
      ["transfer-encoding", "chunked"],
      ["connection", "keep-alive"],
    ],
    { kind: "chunked" },
    false,
  ],
])("%s", (_name, method, minorVersion, status, fields, body, keepAlive) => {
  expect(messageFraming(method, { minorVersion, status, reason: "", fields })).toEqual({ body, keepAlive });
});

test.each<[string, [string, string][]]>([
  ["an empty length", [["content-length", ""]]],
  ["a negative length", [["content-length", "-1"]]],
  ["a length with a sign", [["content-length", "+1"]]],
  ["a length in hexadecimal", [["content-length", "0x1"]]],
  ["a length with a fraction", [["content-length", "1.0"]]],
  ["a length with an exponent", [["content-length", "1e3"]]],
  ["a list of lengths", [["content-length", "1, 1"]]],
  ["a length that no number holds", [["content-length", "9007199254740993"]]],
  [
    "two lengths",
    [
      ["content-length", "1"],
      ["Content-Length", "2"],
    ],
  ],
  [
    "two equal lengths",
    [
      ["content-length", "1"],
      ["content-length", "1"],
    ],
  ],
  [
    "a length beside chunks",
    [
      ["content-length", "1"],
      ["transfer-encoding", "chunked"],
    ],
  ],
  [
    "chunks beside a length",
    [
      ["transfer-encoding", "chunked"],
      ["content-length", "1"],
    ],
  ],
  [
    "chunks twice",
    [
      ["transfer-encoding", "chunked"],
      ["transfer-encoding", "chunked"],
    ],
  ],
  ["chunks twice in one field", [["transfer-encoding", "chunked, chunked"]]],
  ["another coding", [["transfer-encoding", "gzip, chunked"]]],
  ["another coding alone", [["transfer-encoding", "gzip"]]],
  ["no coding", [["transfer-encoding", "identity"]]],
  ["an empty coding", [["transfer-encoding", ""]]],
  ["a coding like chunked", [["transfer-encoding", "xchunked"]]],
])("%s is refused, for an answer without a body too", (_name, fields) => {
  for (const method of ["GET", "HEAD"]) {
    expect(() => messageFraming(method, { minorVersion: 1, status: 200, reason: "", fields })).toThrow(
      expect.objectContaining({ name: "WireError", kind: "malformed" }),
    );
  }
});

test.each([
  ["timeout=5", 5_000],
  ["timeout=5, max=100", 5_000],
  ["max=100, Timeout = 1", 1_000],
  ["timeout=0", 0],
  ['timeout="15"', 15_000],
  ["max=100", undefined],
  ["timeout=", undefined],
  ["timeout=-1", undefined],
  ["timeout=1.5", undefined],
  ["timeout=99999999999999999999", undefined],
  ["idle-timeout=3", undefined],
])("Keep-Alive: %s: the server keeps the connection for %s ms", (value, keepAliveMs) => {
  const fields: [string, string][] = [
    ["Keep-alive", value],
    ["Content-Length", "1"],
  ];
  expect(messageFraming("GET", { minorVersion: 1, status: 200, reason: "", fields }).keepAliveMs).toBe(keepAliveMs);
});
