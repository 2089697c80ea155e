import { cutShort, scrambled, zeroed } from "@understudy/test-sources/damage";
import { interFont } from "@understudy/test-sources/inter-font";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { toWoff } from "@understudy/test-sources/to-woff";
import { describe, expect, it } from "vitest";
import { openFont } from "./font.ts";

const inter = interFont();
const open = (bytes: Uint8Array) => () => openFont(sourceFile("fonts/inter.ttf", bytes));

/** Where a table begins in a font, by its directory. */
function tableAt(font: Uint8Array, tag: string): number {
  const record = new TextDecoder("latin1").decode(font.subarray(0, 512)).indexOf(tag);
  return new DataView(font.buffer).getUint32(record + 8);
}

function changed(at: number, ...values: number[]): Uint8Array {
  const copy = inter.slice();
  copy.set(values, at);
  return copy;
}

describe("openFont", () => {
  it("draws with the first font of a collection", () => {
    const collection = Buffer.concat([Buffer.from("ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10", "latin1"), inter]);
    const count = collection.readUInt16BE(16 + 4);
    for (let record = 16 + 12; record < 16 + 12 + count * 16; record += 16) {
      collection.writeUInt32BE(collection.readUInt32BE(record + 8) + 16, record + 8);
    }
    expect(open(new Uint8Array(collection))().shape("Hé").advance).toBe(open(inter)().shape("Hé").advance);
    expect(open(new Uint8Array(collection.subarray(0, 5000)))).toThrow(
      expect.objectContaining({ code: "font-corrupt" }),
    );
  });

  it("draws with a font in a WOFF container as with the font itself", () => {
    const text = open(new Uint8Array(toWoff(inter)))().shape("Hé");
    const plain = open(inter)().shape("Hé");
    expect(text.advance).toBe(plain.advance);
    expect(text.glyphs.map((glyph) => glyph.outline())).toEqual(plain.glyphs.map((glyph) => glyph.outline()));
  });

  it("gives metrics and shapes text with kerning", () => {
    const font = open(inter)();
    expect(font.unitsPerEm).toBe(2048);
    expect(font.ascent).toBeGreaterThan(1500);
    expect(font.descent).toBeLessThan(0);
    const advance = (text: string) => font.shape(text).advance;
    expect(advance("AV")).toBeLessThan(advance("A") + advance("V"));
    expect(font.shape("é").glyphs[0]?.outline().length).toBeGreaterThan(10);
    expect(font.shape("").glyphs).toEqual([]);
  });

  it("draws the box of a missing glyph for characters that the font lacks", () => {
    expect(open(inter)().shape("漢").glyphs[0]?.outline().length).toBeGreaterThan(0);
  });

  it.each<[string, Uint8Array]>([
    ["empty", new Uint8Array(0)],
    ["text", new TextEncoder().encode("this is not a font")],
    ["cut in half", cutShort(inter)],
    ["cut by a few bytes", inter.slice(0, -8)],
    ["partly zeros", zeroed(inter)],
    ["changed in its outlines", changed(tableAt(inter, "glyf") + 5000, 1, 2, 3, 4)],
    ["changed in its character map", changed(tableAt(inter, "cmap") + 40, 0xff, 0xff)],
    ["changed in its kerning", changed(tableAt(inter, "GPOS") + 300, 0xff, 0xff)],
    ["changed in its header", changed(tableAt(inter, "head") + 20, 9, 9)],
    ["claiming 60000 tables", changed(4, 0xea, 0x60)],
    ["without a required table", changed(new TextDecoder("latin1").decode(inter).indexOf("hmtx"), 0x78)],
  ])("finds a font corrupt that is %s", (_, bytes) => {
    expect(open(bytes)).toThrow(expect.objectContaining({ code: "font-corrupt", source: "fonts/inter.ttf" }));
  });

  it("finds scattered changes", () => {
    for (let seed = 1; seed <= 10; seed++)
      expect(open(scrambled(inter, seed))).toThrow(expect.objectContaining({ code: "font-corrupt" }));
  });

  it.each(["wOF2"])("says of %s that it is not supported, not that it is corrupt", (signature) => {
    const bytes = new TextEncoder().encode(`${signature}${"\0".repeat(100)}`);
    expect(open(bytes)).toThrow(expect.objectContaining({ name: "UnsupportedError", status: 500 }));
  });
});
