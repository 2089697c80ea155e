import { deflateSync } from "node:zlib";
import { createRandom } from "@understudy/test-sources/random";
import { describe, expect, it } from "vitest";
import { inflate, inflateInPieces, inflateThrough } from "./inflate.ts";

const random = createRandom(3);
const content = Uint8Array.from({ length: 300_000 }, (_, at) => (at % 3 === 0 ? random() * 256 : at >> 9));
const deflated = new Uint8Array(deflateSync(content));
const changedAt = (at: number) => deflated.with(at, deflated[at]! ^ 0x10);

/** Both ways, in one form. */
function outcomes(data: Uint8Array, most: number): string[] {
  const inflated = inflate(data, most);
  let length = 0;
  const inPieces = inflateInPieces(data, most, (piece) => {
    length += piece.length;
  });
  if (inPieces.kind === "whole") expect(length).toBe(inPieces.length);
  return [
    inflated.kind === "whole" ? `whole ${inflated.bytes.length}` : inflated.kind,
    inPieces.kind === "whole" ? `whole ${inPieces.length}` : inPieces.kind,
  ];
}

describe("inflating in pieces says the same as at once", () => {
  it.each<[string, Uint8Array, number, string]>([
    ["whole data", deflated, 300_000, "whole 300000"],
    ["more than is wanted", deflated, 10_000, "longer"],
    ["other bytes behind it", Uint8Array.from([...deflated, 1, 2, 3]), 300_000, "whole 300000"],
    ["a wrong checksum", changedAt(deflated.length - 1), 300_000, "broken"],
    ["no checksum", deflated.subarray(0, -4), 300_000, "whole 300000"],
    ["a wrong header", changedAt(0), 300_000, "broken"],
    ["no data", new Uint8Array(0), 300_000, "whole 0"],
  ])("%s", (_, data, most, expected) => {
    expect(outcomes(data, most)).toEqual([expected, expected]);
  });

  it("data that is cut short", () => {
    for (let length = 1; length < deflated.length; length += 1009) {
      const [atOnce, inPieces] = outcomes(deflated.subarray(0, length), 300_000);
      expect(inPieces).toBe(atOnce);
    }
  });

  it("changed data", () => {
    for (let at = 2; at < deflated.length; at += 1009) {
      const [atOnce, inPieces] = outcomes(changedAt(at), 400_000);
      expect(inPieces).toBe(atOnce);
    }
  });
});

it("what gets far larger comes in small pieces", () => {
  const bomb = new Uint8Array(deflateSync(new Uint8Array(150 * 2 ** 20)));
  let largest = 0;
  const inflated = inflateThrough(bomb, 2 ** 30, (piece) => {
    largest = Math.max(largest, piece.length);
  });
  expect(inflated).toEqual({ kind: "whole", length: 150 * 2 ** 20 });
  expect(largest).toBe(64 * 1024);
});
