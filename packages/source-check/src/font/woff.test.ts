import { deflateSync } from "node:zlib";
import { interFont } from "@understudy/test-sources/inter-font";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { describe, expect, it } from "vitest";
import { openFont } from "../../../image-server/src/imaging/text/font.ts";

const inter = interFont();

/** A font in a WOFF container, its tables deflated. */
function toWoff(font: Uint8Array): Buffer {
  const source = Buffer.from(font);
  const count = source.readUInt16BE(4);
  const directory = Buffer.alloc(44 + count * 20);
  const parts: Buffer[] = [directory];
  let at = directory.length;
  let size = 12 + count * 16;
  for (let index = 0; index < count; index++) {
    const from = 12 + index * 16;
    const length = source.readUInt32BE(from + 12);
    const table = source.subarray(source.readUInt32BE(from + 8), source.readUInt32BE(from + 8) + length);
    const deflated = deflateSync(table);
    const stored = deflated.length < length ? deflated : table;
    const to = 44 + index * 20;
    source.copy(directory, to, from, from + 4);
    directory.writeUInt32BE(at, to + 4);
    directory.writeUInt32BE(stored.length, to + 8);
    directory.writeUInt32BE(length, to + 12);
    directory.writeUInt32BE(source.readUInt32BE(from + 4), to + 16);
    const padded = Buffer.concat([stored, Buffer.alloc(-stored.length & 3)]);
    parts.push(padded);
    at += padded.length;
    size += Math.ceil(length / 4) * 4;
  }
  directory.write("wOFF", 0, "latin1");
  source.copy(directory, 4, 0, 4);
  directory.writeUInt32BE(at, 8);
  directory.writeUInt16BE(count, 12);
  directory.writeUInt32BE(size, 16);
  return Buffer.concat(parts);
}

const woff = toWoff(inter);
const open = (bytes: Uint8Array) => () => openFont(sourceFile("fonts/inter.woff", new Uint8Array(bytes)));
const changed = (change: (copy: Buffer) => void) => {
  const copy = Buffer.from(woff);
  change(copy);
  return copy;
};

describe("openFont", () => {
  it("draws with a font in a WOFF container as with the font itself", () => {
    const text = open(woff)().shape("Hé");
    const plain = openFont(sourceFile("fonts/inter.ttf", inter)).shape("Hé");
    expect(text.advance).toBe(plain.advance);
    expect(text.glyphs.map((glyph) => glyph.outline())).toEqual(plain.glyphs.map((glyph) => glyph.outline()));
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
    expect(open(bytes)).toThrow(expect.objectContaining({ code: "font-corrupt" }));
  });
});

describe("openFont, given tables in place of others", () => {
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
    expect(open(swapped(first, second))).toThrow(expect.objectContaining({ code: "font-corrupt" }));
  });
});
