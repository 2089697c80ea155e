import { expect, test } from "vitest";
import { withoutBlanksInSizeLines } from "./size-lines.ts";

const HEAD = "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

test.each([
  ["padding", "5   \r\nhello\r\n0 \r\n\r\n", "5\r\nhello\r\n0\r\n\r\n"],
  ["extensions", '1 ; a = "b  c" ;d\r\nx\r\n0\r\nT: u v\r\n\r\n', '1;a="b  c";d\r\nx\r\n0\r\nT: u v\r\n\r\n'],
  ["a line end within a chunk", "4 \r\n \r\n \r\n0\r\n\r\n", "4\r\n \r\n \r\n0\r\n\r\n"],
  ["a body that is cut", "5 \r\nhel", "5\r\nhel"],
])("%s", (_, body, expected) => {
  expect(withoutBlanksInSizeLines(Buffer.from(HEAD + body))?.toString()).toBe(HEAD + expected);
});

test.each([
  ["no blanks", `${HEAD}5\r\na b c\r\n0\r\nT: u v\r\n\r\n`],
  ["no final head", "HTTP/1.1 103 Early Hints\r\n\r\n"],
])("%s: nothing to take away", (_, text) => {
  expect(withoutBlanksInSizeLines(Buffer.from(text))).toBeUndefined();
});
