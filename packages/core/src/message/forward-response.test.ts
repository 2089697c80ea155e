import { expect, test } from "vitest";
import type { TransportResponse } from "../contract/transport.ts";
import { buildForwardHead, toResponse } from "./forward-response.ts";

function forwarded(response: Partial<TransportResponse>): Response {
  const whole = { status: 200, reason: "", fields: [], body: null, ...response };
  return toResponse(buildForwardHead(whole, "own"), whole.body);
}

test("status, reason and end-to-end fields go through (R09)", () => {
  const response = forwarded({
    status: 404,
    reason: "Nicht da",
    fields: [
      ["Content-Type", "text/plain"],
      ["Content-Length", "12"],
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["Retry-After", "5"],
    ],
  });
  expect([response.status, response.statusText]).toEqual([404, "Nicht da"]);
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(response.headers.get("content-length")).toBe("12");
  expect(response.headers.get("retry-after")).toBe("5");
});

test("a reason that no Response can carry is dropped, and nothing else with it", () => {
  expect(forwarded({ reason: "Schön" }).statusText).toBe("Schön");
  expect(forwarded({ status: 203, reason: "Sch\uFFFDn" })).toMatchObject({ status: 203, statusText: "" });
});

test("hop-by-hop fields stay behind (X05)", () => {
  const response = forwarded({
    fields: [
      ["Connection", "close, X-Hop"],
      ["X-Hop", "1"],
      ["Keep-Alive", "timeout=5"],
      ["Transfer-Encoding", "chunked"],
      ["X-End", "2"],
    ],
  });
  expect([...response.headers.keys()].sort()).toEqual(["cache-status", "via", "x-end"]);
});

test.each([
  [204, ["Content-Length", "5"], null],
  [205, ["content-length", "5"], "0"],
  [205, ["X-Other", "1"], "0"],
  [304, ["Content-Length", "5"], "5"],
] as const)("%i with %j promises what it may have: %j", (status, field, length) => {
  const fields = [field, ["ETag", '"v1"']] as const;
  const { headers } = forwarded({ status, fields: fields });
  expect(headers.get("content-length")).toBe(length);
  expect(headers.get("etag")).toBe('"v1"');
});

test("Via and Cache-Status are appended (X05, X11)", () => {
  const response = forwarded({
    fields: [
      ["Via", "1.1 origin"],
      ["Cache-Status", "origin; hit"],
    ],
  });
  expect(response.headers.get("via")).toBe("1.1 origin, 1.1 own");
  expect(response.headers.get("cache-status")).toBe("origin; hit, own;fwd=miss;stored=?0;detail=REMOTE");
});

test.each([
  ["a status below 200", { status: 101 }],
  ["a status above 599", { status: 600 }],
  ["a field value with a line end", { fields: [["x", "a\r\nb"]] as [string, string][] }],
  ["a field name with a space", { fields: [["x y", "a"]] as [string, string][] }],
])("%s is a malformed answer", (_, response) => {
  expect(() => forwarded(response)).toThrow(expect.objectContaining({ code: "response-malformed", status: 502 }));
});
