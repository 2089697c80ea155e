import { expect, test } from "vitest";
import { evaluatePreconditions, lastModified, lastModifiedField, rangeStillApplies } from "./conditional-request.ts";

const modified = Date.UTC(2024, 4, 6, 7, 8, 9, 500);
const current = { etag: '"v2"', lastModifiedMs: modified };
const same = "Mon, 06 May 2024 07:08:09 GMT";
const earlier = "Mon, 06 May 2024 07:08:08 GMT";
const later = "Mon, 06 May 2024 07:08:10 GMT";

const rows: [name: string, headers: Record<string, string>, outcome: string][] = [
  ["no precondition", {}, "send"],
  ["the current tag", { "if-none-match": '"v2"' }, "not-modified"],
  ["the current tag, weak", { "if-none-match": 'W/"v2"' }, "not-modified"],
  ["the current tag in a list", { "if-none-match": '"a,b", W/"v1" ,"v2"' }, "not-modified"],
  ["a star", { "if-none-match": "*" }, "not-modified"],
  ["another tag", { "if-none-match": '"v1"' }, "send"],
  ["the tag inside another tag", { "if-none-match": '"x,v2"' }, "send"],
  ["a tag without quotes", { "if-none-match": "v2" }, "send"],
  ["another tag wins over the date", { "if-none-match": '"v1"', "if-modified-since": later }, "send"],
  ["unmodified since the same second", { "if-modified-since": same }, "not-modified"],
  ["unmodified since later", { "if-modified-since": later }, "not-modified"],
  ["modified since", { "if-modified-since": earlier }, "send"],
  ["RFC 850 date", { "if-modified-since": "Monday, 06-May-24 07:08:09 GMT" }, "not-modified"],
  ["asctime date", { "if-modified-since": "Mon May  6 07:08:09 2024" }, "not-modified"],
  ["a date that is none", { "if-modified-since": "yesterday" }, "send"],
  ["a bare year", { "if-modified-since": "2030" }, "send"],
  ["If-Match, the current tag", { "if-match": '"v1", "v2"' }, "send"],
  ["If-Match, a star", { "if-match": "*" }, "send"],
  ["If-Match, another tag", { "if-match": '"v1"' }, "failed"],
  ["If-Match, a weak tag never matches", { "if-match": 'W/"v2"' }, "failed"],
  ["If-Match holds and If-None-Match too", { "if-match": '"v2"', "if-none-match": '"v2"' }, "not-modified"],
  ["If-Unmodified-Since, the same second", { "if-unmodified-since": same }, "send"],
  ["If-Unmodified-Since, earlier", { "if-unmodified-since": earlier }, "failed"],
  ["If-Match wins over If-Unmodified-Since", { "if-match": '"v2"', "if-unmodified-since": earlier }, "send"],
];

for (const [name, headers, outcome] of rows) {
  test(`${name}: ${outcome}`, () => {
    expect(evaluatePreconditions(new Headers(headers), current)).toBe(outcome);
  });
}

const ranges: [name: string, ifRange: string | undefined, applies: boolean][] = [
  ["none", undefined, true],
  ["the current tag", '"v2"', true],
  ["a weak tag", 'W/"v2"', false],
  ["another tag", '"v1"', false],
  ["the exact date", same, true],
  ["a later date", later, false],
  ["nonsense", "v2", false],
];

for (const [name, ifRange, applies] of ranges) {
  test(`If-Range, ${name}: ${applies ? "the range applies" : "the whole is sent"}`, () => {
    const headers = new Headers(ifRange === undefined ? {} : { "if-range": ifRange });
    expect(rangeStillApplies(headers, current)).toBe(applies);
  });
}

test("a modification time to come is no validator", () => {
  expect(lastModifiedField(lastModified(modified, modified))).toEqual({ "last-modified": same });
  expect(lastModifiedField(lastModified(modified, modified - 1))).toEqual({});
  expect(lastModifiedField(lastModified(undefined))).toEqual({});
});
