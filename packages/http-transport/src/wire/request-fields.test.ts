import type { FieldList } from "@understudy/core/adapter";
import { expect, test } from "vitest";
import { requestFields } from "./request-fields.ts";

const THREE_BYTES = Uint8Array.of(1, 2, 3);
const HOST = ["Host", "secondary.test"] as const;

test.each<[string, string, FieldList, Uint8Array | null, string[]]>([
  ["a request without a body needs no framing", "GET", [HOST], null, ["Host", "secondary.test"]],
  [
    "order, case and repeated names stay",
    "GET",
    [
      ["X-b", "1"],
      ["x-A", "2"],
      ["X-B", "3"],
    ],
    null,
    ["X-b", "1", "x-A", "2", "X-B", "3"],
  ],
  ["a body has its length", "PUT", [HOST], THREE_BYTES, ["Host", "secondary.test", "content-length", "3"]],
  ["also with GET", "GET", [], THREE_BYTES, ["content-length", "3"]],
  ["an empty body has the length 0", "POST", [], null, ["content-length", "0"]],
  [
    "a wrong length is put right in its place",
    "POST",
    [["Content-Length", "9"], HOST],
    THREE_BYTES,
    ["Content-Length", "3", "Host", "secondary.test"],
  ],
  [
    "two lengths become one",
    "POST",
    [
      ["content-length", "9"],
      ["content-length", "8"],
    ],
    THREE_BYTES,
    ["content-length", "3"],
  ],
  ["a length without a body goes", "GET", [["content-length", "9"]], null, []],
  ["a transfer coding goes", "POST", [["Transfer-Encoding", "chunked"]], THREE_BYTES, ["content-length", "3"]],
])("%s", (_name, method, headers, body, expected) => {
  expect(requestFields({ method, origin: "http://secondary.test", target: "/", fields: headers, body })).toEqual(
    expected,
  );
});
