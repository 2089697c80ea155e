import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { HeadReader } from "./head-reader.ts";
import type { ReceivedHead } from "./response-head.ts";

const LIMIT = 1_000;

/** Reads a head that arrives in pieces of `size` bytes. */
function read(text: string, size = text.length): ReceivedHead | undefined {
  const reader = new HeadReader(LIMIT);
  const bytes = Buffer.from(text, "latin1");
  for (let begin = 0; begin < bytes.length; begin += size) {
    const found = reader.read(bytes, begin, Math.min(begin + size, bytes.length));
    if (found !== undefined) return found.head;
  }
  return undefined;
}

describe.each([
  ["at once", 10_000],
  ["in pieces of 7 bytes", 7],
  ["byte by byte", 1],
])("a head that comes %s", (_, size) => {
  test.each<[string, string, Partial<ReceivedHead>]>([
    ["without fields", "HTTP/1.1 200 OK\r\n\r\n", { minorVersion: 1, status: 200, reason: "OK", fields: [] }],
    ["of HTTP/1.0", "HTTP/1.0 404 Not Found\r\n\r\n", { minorVersion: 0, status: 404, reason: "Not Found" }],
    ["with an empty reason", "HTTP/1.1 200 \r\n\r\n", { reason: "" }],
    ["without a reason and its blank", "HTTP/1.1 200\r\n\r\n", { reason: "" }],
    ["with a reason in Latin-1", "HTTP/1.1 200 \xe9\t\xff\r\n\r\n", { reason: "\xe9\t\xff" }],
    ["of an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", { status: 100 }],
    [
      "with fields in any order, case and number",
      "HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nx:y\r\nset-cookie: b\r\n\r\n",
      {
        fields: [
          ["Set-Cookie", "a"],
          ["x", "y"],
          ["set-cookie", "b"],
        ],
      },
    ],
    [
      "with blanks around a value, and none",
      "HTTP/1.1 200 OK\r\na: \t b \t c\t \r\nd:\r\ne:  \r\n\r\n",
      {
        fields: [
          ["a", "b \t c"],
          ["d", ""],
          ["e", ""],
        ],
      },
    ],
    ["with a colon in a value", "HTTP/1.1 200 OK\r\na: b:c\r\n\r\n", { fields: [["a", "b:c"]] }],
  ])("%s is read", (_name, text, head) => {
    expect(read(text, size)).toMatchObject(head);
  });

  test.each([
    ["nothing like it", "SSH-2.0-OpenSSH_9.6\r\n"],
    ["another version", "HTTP/2.0 200 OK\r\n\r\n"],
    ["a version without a point", "HTTP/11 200 OK\r\n\r\n"],
    ["the name in lower case", "http/1.1 200 OK\r\n\r\n"],
    ["an empty line in front", "\r\nHTTP/1.1 200 OK\r\n\r\n"],
    ["a blank in front", " HTTP/1.1 200 OK\r\n\r\n"],
    ["two blanks before the status", "HTTP/1.1  200 OK\r\n\r\n"],
    ["a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"],
    ["a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"],
    ["a status with a sign", "HTTP/1.1 +20 OK\r\n\r\n"],
    ["a status below 100", "HTTP/1.1 099 OK\r\n\r\n"],
    ["a status above 599", "HTTP/1.1 600 OK\r\n\r\n"],
    ["a NUL in the reason", "HTTP/1.1 200 O\0K\r\n\r\n"],
    ["lines that end with LF", "HTTP/1.1 200 OK\na: b\n\n"],
    ["one line that ends with LF", "HTTP/1.1 200 OK\r\na: b\nc: d\r\n\r\n"],
    ["a CR alone in a value", "HTTP/1.1 200 OK\r\na: b\rc: d\r\n\r\n"],
    ["a CR alone in the reason", "HTTP/1.1 200 O\rK\r\n\r\n"],
    ["a field without a colon", "HTTP/1.1 200 OK\r\nab\r\n\r\n"],
    ["a field without a colon before one with", "HTTP/1.1 200 OK\r\nab\r\nc: d\r\n\r\n"],
    ["a field without a name", "HTTP/1.1 200 OK\r\n: b\r\n\r\n"],
    ["a blank before the colon", "HTTP/1.1 200 OK\r\na : b\r\n\r\n"],
    ["a blank before the name", "HTTP/1.1 200 OK\r\n a: b\r\n\r\n"],
    ["a folded line", "HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n"],
    ["a folded line with a colon", "HTTP/1.1 200 OK\r\na: b\r\n\tc: d\r\n\r\n"],
    ["a delimiter in a name", "HTTP/1.1 200 OK\r\na(b): c\r\n\r\n"],
    ["a name that is not ASCII", "HTTP/1.1 200 OK\r\n\xe9: c\r\n\r\n"],
    ["a tab behind a transfer coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\t\r\n\r\n"],
    ["a tab among the blanks behind a transfer coding", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked \t \r\n\r\n"],
    ["a tab behind a length", "HTTP/1.1 200 OK\r\nContent-length: 1\t\r\n\r\n"],
    ["a NUL in a value", "HTTP/1.1 200 OK\r\na: b\0\r\n\r\n"],
    ["a DEL in a value", "HTTP/1.1 200 OK\r\na: b\x7f\r\n\r\n"],
  ])("%s is refused", (_name, text) => {
    expect(() => read(text, size)).toThrow(expect.objectContaining({ name: "WireError", kind: "malformed" }));
  });

  test("a head is limited, and an answer's interim heads count with it", () => {
    const ofLength = (length: number) => {
      const head = "HTTP/1.1 200 OK\r\nx: ";
      return `${head}${"y".repeat(length - head.length - 4)}\r\n\r\n`;
    };
    expect(read(ofLength(LIMIT), size)?.status).toBe(200);
    expect(() => read(ofLength(LIMIT + 1), size)).toThrow(expect.objectContaining({ kind: "head-too-large" }));
    const reader = new HeadReader(LIMIT);
    const interim = Buffer.from(ofLength(LIMIT / 2));
    reader.read(interim, 0, interim.length);
    reader.read(interim, 0, interim.length);
    expect(() => reader.read(interim, 0, interim.length)).toThrow(expect.objectContaining({ kind: "head-too-large" }));
  });
});

test("what follows a head is left alone, wherever the head was cut", () => {
  const head = "HTTP/1.1 200 OK\r\na: b\r\n\r\n";
  const bytes = Buffer.from(`${head}\r\n\r\nbody`);
  for (let cut = 0; cut < head.length; cut++) {
    const reader = new HeadReader(LIMIT);
    expect(cut > 0 ? reader.read(bytes, 0, cut) : undefined).toBeUndefined();
    expect(reader.read(bytes, cut, bytes.length)?.next).toBe(head.length);
  }
});

test("bytes behind the given end are not looked at", () => {
  const bytes = Buffer.from("HTTP/1.1 200 OK\r\n\r\n");
  expect(new HeadReader(LIMIT).read(bytes, 0, bytes.length - 1)).toBeUndefined();
});

test("a head that comes byte by byte costs no more than its length", () => {
  const LONG = 1_000_000;
  const bytes = Buffer.from(`HTTP/1.1 200 ${"o".repeat(LONG)}\r\na: ${"b".repeat(LONG)}\r\n\r\n`);
  const reader = new HeadReader(3 * LONG);
  const startMs = performance.now();
  let next: number | undefined;
  for (let at = 0; at < bytes.length; at++) next = reader.read(bytes, at, at + 1)?.next;
  expect(next).toBe(bytes.length);
  // 0.4 s on a machine where looking through the whole head at each byte takes many minutes.
  expect(performance.now() - startMs).toBeLessThan(20_000);
});
