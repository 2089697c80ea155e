import { interFont } from "@understudy/test-sources/inter-font";
import { toWoff } from "@understudy/test-sources/to-woff";
import { describe, expect, it } from "vitest";
import { checkFont } from "../check/check-font.ts";

const inter = interFont();

const woff = toWoff(inter);
const changed = (change: (copy: Buffer) => void) => {
  const copy = Buffer.from(woff);
  change(copy);
  return copy;
};

describe("checkFont", () => {
  it("is fine in a WOFF container as by itself", () => {
    expect(checkFont(woff)).toEqual({ kind: "fine", format: "woff" });
    expect(checkFont(inter)).toEqual({ kind: "fine", format: "truetype" });
  });

  it.each<[string, Uint8Array]>([
    ["cut short", woff.subarray(0, -40)],
    ["only a header", woff.subarray(0, 44)],
    ["changed in a table", changed((copy) => copy.fill(0, copy.length >> 1, (copy.length >> 1) + 64))],
    ["claiming a larger table", changed((copy) => copy.writeUInt32BE(copy.readUInt32BE(44 + 12) + 4, 44 + 12))],
    ["claiming another size", changed((copy) => copy.writeUInt32BE(copy.readUInt32BE(16) + 4, 16))],
    ["with tables in another order", changed((copy) => copy.write("zzzz", 44, "latin1"))],
    ["with a table outside", changed((copy) => copy.writeUInt32BE(copy.length, 44 + 4))],
    ["followed by other bytes", Buffer.concat([woff, Buffer.alloc(16)])],
  ])("finds a WOFF corrupt that is %s", (_, bytes) => {
    expect(checkFont(bytes).kind).toBe("corrupt");
  });
});

describe("checkFont, given tables in place of others", () => {
  /** The font with the places and checksums of two tables exchanged in its directory. */
  const swapped = (first: string, second: string) => {
    const copy = Buffer.from(inter);
    const [a, b] = [first, second].map((tag) => copy.subarray(0, 512).indexOf(tag, 0, "latin1") + 4) as [
      number,
      number,
    ];
    const kept = Buffer.from(copy.subarray(a, a + 12));
    copy.copy(copy, a, b, b + 12);
    kept.copy(copy, b);
    return copy;
  };

  it.each([
    ["GSUB", "GPOS"],
    ["GDEF", "GSUB"],
    ["loca", "hmtx"],
    ["cmap", "head"],
    ["glyf", "hmtx"],
  ])("finds %s and %s exchanged", (first, second) => {
    expect(checkFont(swapped(first, second)).kind).toBe("corrupt");
  });
});
