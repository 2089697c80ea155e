import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { ChunkedDecoder } from "./chunked-decoder.ts";

/** Decodes a body that arrives in pieces of `size` bytes. */
function decode(text: string, size: number): { body: string; rest: string | undefined } {
  const decoder = new ChunkedDecoder(200);
  const bytes = Buffer.from(text, "latin1");
  let body = "";
  for (let begin = 0; begin < bytes.length; begin += size) {
    const end = Math.min(begin + size, bytes.length);
    const next = decoder.decode(bytes, begin, end, (from, to) => {
      body += bytes.toString("latin1", from, to);
    });
    if (next >= 0) return { body, rest: bytes.toString("latin1", next) };
  }
  return { body, rest: undefined };
}

describe.each([
  ["at once", 10_000],
  ["in pieces of 3 bytes", 3],
  ["byte by byte", 1],
])("a body that comes %s", (_, size) => {
  test.each([
    ["no chunk", "0\r\n\r\n", ""],
    ["chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"],
    [
      "a size in hexadecimal of either case",
      "0A\r\n0123456789\r\n0a\r\n0123456789\r\n00\r\n\r\n",
      "01234567890123456789",
    ],
    ["line ends in a chunk", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"],
    ["extensions", '1;a\r\nx\r\n1;a=b;c="d;\\"\r";e\r\n0\r\n\r\n'.replace('\r";e\r\n', '";e\r\ny\r\n'), "xy"],
    ["a size that is padded with blanks", "3   \r\nabc\r\n0\t \r\n\r\n", "abc"],
    ["blanks around the delimiters of extensions", '1 ; a\r\nx\r\n1\t;\tb = c ;d="e f"  \r\ny\r\n0 ;z\r\n\r\n', "xy"],
    ["a long padding", `1${" ".repeat(150)}\r\nx\r\n0\r\n\r\n`, "x"],
    ["trailers", "1\r\nx\r\n0\r\nA: b\r\nc:\r\n\r\n", "x"],
  ])("%s", (_name, text, body) => {
    expect(decode(`${text}HTTP/1.1`, size)).toEqual({ body, rest: "HTTP/1.1" });
  });

  test.each([
    ["a size that is none", "zz\r\nab\r\n"],
    ["an empty size", "\r\nab\r\n"],
    ["a negative size", "-1\r\n"],
    ["a size with a prefix", "0x1\r\na\r\n0\r\n\r\n"],
    ["a blank before the size", " 1\r\na\r\n0\r\n\r\n"],
    ["a size that no number holds", "ffffffffffffffff\r\n"],
    ["a size of many digits", `${"0".repeat(20)}1\r\na\r\n0\r\n\r\n`],
    ["a size line that ends with LF", "1\na\r\n0\r\n\r\n"],
    ["a chunk that is longer than its size", "1\r\nab\r\n0\r\n\r\n"],
    ["a chunk that ends with LF", "1\r\na\n0\r\n\r\n"],
    ["a CR alone in an extension", "1;a\rb\r\na\r\n0\r\n\r\n"],
    ["an extension without a name", "1;\r\na\r\n0\r\n\r\n"],
    ["an extension with a control character", "1;a=\x01\r\na\r\n0\r\n\r\n"],
    ["an extension over the limit", `1;${"a".repeat(300)}\r\na\r\n0\r\n\r\n`],
    ["an extension over the limit that never ends", `1;${"a".repeat(300)}`],
    ["a blank between digits of a size", "1 1\r\nab\r\n"],
    ["blanks alone", "  \r\na\r\n0\r\n\r\n"],
    ["a blank within an extension's name", "1;a b\r\na\r\n0\r\n\r\n"],
    ["an extension that is a blank", "1; \r\na\r\n0\r\n\r\n"],
    ["an extension with an empty value", "1;a= \r\na\r\n0\r\n\r\n"],
    ["a length in the trailers", "1\r\na\r\n0\r\nContent-length: 1\r\n\r\n"],
    ["a transfer coding in the trailers", "1\r\na\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["a trailer that is no field", "0\r\nabc\r\n\r\n"],
    ["a trailer with a blank before the colon", "0\r\na : b\r\n\r\n"],
    ["trailers over the limit", `0\r\n${"a: b\r\n".repeat(60)}\r\n`],
  ])("%s is refused", (_name, text) => {
    expect(() => decode(text, size)).toThrow(expect.objectContaining({ name: "WireError", kind: "malformed" }));
  });
});

test("a line that comes byte by byte costs no more than its length", () => {
  const LONG = 1_000_000;
  const bytes = Buffer.from(`1;${"a".repeat(LONG)}\r\nx\r\n0\r\nb: ${"c".repeat(LONG)}\r\n\r\n`);
  const decoder = new ChunkedDecoder(2 * LONG);
  const startMs = performance.now();
  let next = -1;
  for (let at = 0; at < bytes.length; at++) next = decoder.decode(bytes, at, at + 1, () => {});
  expect(next).toBe(bytes.length);
  // 0.3 s on a machine where looking through the whole line at each byte takes many minutes.
  expect(performance.now() - startMs).toBeLessThan(20_000);
});
