import { describe, expect, test } from "vitest";
import { createBodyReader } from "./body-reader.ts";
import type { Framing } from "./framing.ts";
import { latin1, latin1Bytes } from "./head.ts";

function read(framing: Framing, text: string, pieceSize: number) {
  let body = "";
  let extra = "";
  const reader = createBodyReader(framing, (bytes) => {
    body += latin1(bytes);
  });
  for (let at = 0; at < text.length; at += pieceSize) {
    extra += latin1(reader.push(latin1Bytes(text.slice(at, at + pieceSize))));
  }
  return { body, extra, done: reader.done, missing: reader.missing, trailers: reader.trailers };
}

const chunked = "5\r\nhello\r\n1;ext=1\r\n!\r\n0\r\nX-T: 1\r\n\r\n";

describe("a body reader", () => {
  test.each([1, 2, 3, 7, 100])("reads chunks that arrive in pieces of %i bytes", (size) => {
    expect(read({ kind: "chunked" }, `${chunked}HTTP`, size)).toMatchObject({
      body: "hello!",
      extra: "HTTP",
      done: true,
      trailers: [["X-T", "1"]],
    });
  });

  test("misses the last chunk", () => {
    expect(read({ kind: "chunked" }, "5\r\nhello\r\n", 100)).toMatchObject({ done: false, missing: "the last chunk" });
  });

  test("misses the final empty line", () => {
    expect(read({ kind: "chunked" }, "5\r\nhello\r\n0\r\n", 100).done).toBe(false);
  });

  test("counts a length", () => {
    expect(read({ kind: "length", length: 5 }, "hel", 1)).toMatchObject({ done: false, missing: "2 of 5 bytes" });
    expect(read({ kind: "length", length: 5 }, "hello!", 4)).toMatchObject({ body: "hello", extra: "!", done: true });
  });

  test("never ends by itself when the close is the end", () => {
    expect(read({ kind: "until-close" }, "hello", 4)).toMatchObject({ body: "hello", done: false });
  });

  test.each(["zz\r\n", "5\r\nhelloX\r\n", "5\nhello"])("refuses %j", (text) => {
    expect(() => read({ kind: "chunked" }, text, 100)).toThrow();
  });
});
