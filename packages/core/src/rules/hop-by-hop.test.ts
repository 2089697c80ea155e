import { expect, test } from "vitest";
import { hopByHopFilter } from "./hop-by-hop.ts";

test("the fields of RFC 9110 §7.6.1 stay behind, and no others", () => {
  const staysBehind = hopByHopFilter([]);
  for (const name of [
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
    "trailer",
  ]) {
    expect(staysBehind(name), name).toBe(true);
  }
  for (const name of ["cache-control", "etag", "authorization", "cookie", "content-encoding", "range", "x-anything"]) {
    expect(staysBehind(name), name).toBe(false);
  }
});

test("what Connection names stays behind too, over several lines and in any case", () => {
  const staysBehind = hopByHopFilter(["close, X-Private", " x-other ,"]);
  expect(staysBehind("x-private")).toBe(true);
  expect(staysBehind("x-other")).toBe(true);
  expect(staysBehind("x-public")).toBe(false);
});
