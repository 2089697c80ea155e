import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../bytes/concat.ts";
import { checkTiffStructure } from "./tiff-structure.ts";

type Fields = Readonly<Record<number, readonly number[] | undefined>>;

/** Gray, 4 x 2 pixels in one strip at 8, little-endian; all fields are LONG. */
function tiff(data: Uint8Array, changes: Fields = {}, next = 0): Uint8Array {
  const fields: Fields = {
    256: [4],
    257: [2],
    258: [8],
    259: [1],
    262: [1],
    273: [8],
    277: [1],
    278: [2],
    279: [data.length],
    ...changes,
  };
  const entries = Object.entries(fields).filter((entry): entry is [string, number[]] => entry[1] !== undefined);
  const start = 8 + data.length;
  const directory = new DataView(new ArrayBuffer(2 + entries.length * 12 + 4));
  const values: number[] = [];
  directory.setUint16(0, entries.length, true);
  for (const [index, [tag, numbers]] of entries.entries()) {
    const at = 2 + index * 12;
    directory.setUint16(at, Number(tag), true);
    directory.setUint16(at + 2, 4, true);
    directory.setUint32(at + 4, numbers.length, true);
    directory.setUint32(
      at + 8,
      numbers.length === 1 ? numbers[0]! : start + directory.byteLength + values.length * 4,
      true,
    );
    if (numbers.length > 1) values.push(...numbers);
  }
  directory.setUint32(directory.byteLength - 4, next, true);
  const header = new Uint8Array([0x49, 0x49, 42, 0, start & 255, (start >> 8) & 255, start >> 16, 0]);
  return concatBytes(header, data, new Uint8Array(directory.buffer), new Uint8Array(Uint32Array.from(values).buffer));
}

const PIXELS = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const check =
  (bytes: Uint8Array, strict = false) =>
  () =>
    checkTiffStructure(bytes, { maxPixels: 1e6, strict });

/** Codes of 9 bits, first bit first: a clear code, the pixels as they are, and the end. */
function lzw(...codes: readonly number[]): Uint8Array {
  const bits = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

describe("checkTiffStructure", () => {
  it.each<[string, Uint8Array]>([
    ["uncompressed", tiff(PIXELS)],
    ["in Deflate", tiff(new Uint8Array(deflateSync(PIXELS)), { 259: [8] })],
    ["in PackBits", tiff(Uint8Array.of(7, ...PIXELS), { 259: [32_773] })],
    ["in PackBits, with runs", tiff(Uint8Array.of(253, 9, 128, 253, 9), { 259: [32_773] })],
    ["in LZW", tiff(lzw(256, ...PIXELS, 257), { 259: [5] })],
    ["in LZW, with a string", tiff(lzw(256, 1, 258, 259, 1, 1, 257), { 259: [5] })],
    ["in two strips", tiff(PIXELS, { 273: [8, 12], 278: [1], 279: [4, 4] })],
    [
      "in a tile",
      tiff(PIXELS, { 273: undefined, 278: undefined, 279: undefined, 322: [4], 323: [2], 324: [8], 325: [8] }),
    ],
    ["without the length of its only strip", tiff(PIXELS, { 279: undefined })],
    ["followed by other bytes", concatBytes(tiff(PIXELS), PIXELS)],
    ["that says its orientation is unknown", tiff(PIXELS, { 274: [0] })],
  ])("accepts a picture %s", (_, bytes) => {
    expect(check(bytes)()).toMatchObject({ width: 4, height: 2, bits: [8] });
  });

  it.each<[string, Uint8Array, string]>([
    ["with a strip outside the file", tiff(PIXELS, { 273: [5000] }), "piece 0 of 1"],
    ["with a strip that is too short", tiff(PIXELS, { 273: [8, 12], 278: [1], 279: [4, 3] }), "3 of 4 bytes"],
    ["with a strip that is missing", tiff(PIXELS, { 278: [1] }), "1 of 2 pieces"],
    ["with a directory outside the file", tiff(PIXELS).subarray(0, 30), "a directory"],
    [
      "with Deflate that ends early",
      tiff(new Uint8Array(deflateSync(PIXELS)).slice(0, -7), { 259: [8] }),
      "of 8 bytes",
    ],
    [
      "with Deflate whose checksum is wrong",
      tiff(new Uint8Array(deflateSync(PIXELS)).fill(0, -4), { 259: [8] }),
      "inflated",
    ],
    ["with PackBits that end early", tiff(Uint8Array.of(7, 1, 2, 3), { 259: [32_773] }), "within a run"],
    ["with LZW that ends early", tiff(lzw(256, 1, 2, 257), { 259: [5] }), "2 of 8 bytes"],
    ["with an LZW code that there is not yet", tiff(lzw(256, 1, 300, 257), { 259: [5] }), "not yet"],
    ["with LZW that does not begin with a clear code", tiff(lzw(1, 2, 3), { 259: [5] }), "clear code"],
    ["with colours of too few samples", tiff(PIXELS, { 262: [2] }), "need 3"],
    ["whose colours lack their bits", tiff(PIXELS, { 258: undefined, 262: [2], 277: [3] }), "258 is missing"],
    ["with an orientation that there is not", tiff(PIXELS, { 274: [9] }), "orientation"],
    ["without its palette", tiff(PIXELS, { 262: [3] }), "palette"],
    ["in an unknown compression", tiff(PIXELS, { 259: [4711] }), "4711"],
    ["in fax code for 8 bits", tiff(PIXELS, { 259: [4] }), "one bit"],
    ["without pixels", tiff(PIXELS, { 256: [0] }), "0 x 2"],
  ])("finds a picture corrupt %s", (_, bytes, message) => {
    expect(check(bytes)).toThrow(
      expect.objectContaining({ kind: "corrupt", message: expect.stringContaining(message) }),
    );
  });

  it.each<[string, Uint8Array]>([
    ["Zstandard", tiff(PIXELS, { 259: [50_000] })],
    ["more pixels than are allowed", tiff(PIXELS, { 256: [60_000], 257: [60_000] })],
  ])("finds a picture unsupported with %s", (_, bytes) => {
    expect(check(bytes)).toThrow(expect.objectContaining({ kind: "unsupported" }));
  });

  it.each<[string, Uint8Array, string]>([
    ["whose second directory is outside the file", tiff(PIXELS, {}, 9999), "to be at 9999"],
    ["whose directories go round in a circle", tiff(PIXELS, {}, 16), "circle"],
  ])("looks at the first picture only of a file %s, unless it is to be strict", (_, bytes, message) => {
    expect(check(bytes)()).toMatchObject({ width: 4 });
    expect(check(bytes, true)).toThrow(message);
  });

  it("is done at once with directories that are in each other", () => {
    // Every fourth byte is the start of a directory of 10,000 fields, and all lead back.
    const bytes = new Uint8Array(240_000);
    const view = new DataView(bytes.buffer);
    bytes.set([0x49, 0x49, 42, 0, 8]);
    for (let at = 8; at + 4 <= bytes.length; at += 4) view.setUint32(at, 10_000 | (at << 16), true);
    const startedAtMs = performance.now();
    for (const strict of [false, true])
      expect(check(bytes, strict)).toThrow(expect.objectContaining({ kind: "corrupt" }));
    expect(performance.now() - startedAtMs).toBeLessThan(1000);
  });

  it.each([0, 65_536, 4_294_967_295])("makes no room for %i samples", (samples) => {
    expect(check(tiff(PIXELS, { 277: [samples] }))).toThrow(expect.objectContaining({ kind: "corrupt" }));
  });

  it("inflates no more of a strip than its pixels need", () => {
    const bomb = tiff(new Uint8Array(deflateSync(new Uint8Array(100_000_000))), { 259: [8] });
    const before = process.memoryUsage().rss;
    expect(check(bomb)).toThrow("far more than its 8 bytes");
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it("goes through the same piece once, and through pieces that lie over each other not for ever", () => {
    const pieces = Array.from({ length: 2000 }, (_, index) => index);
    const over = (offsets: number[]) =>
      tiff(new Uint8Array(100_000), {
        257: [2000],
        278: [1],
        273: offsets,
        279: pieces.map(() => 90_000),
        259: [32_773],
      });
    expect(check(over(pieces.map(() => 8)))).not.toThrow();
    expect(check(over(pieces.map((index) => 8 + index)))).toThrow(expect.objectContaining({ kind: "unsupported" }));
  });

  it.each<[string, Uint8Array]>([
    ["DNG", tiff(PIXELS, { 50706: [1] })],
    ["whose first picture is a reduced one of another", tiff(PIXELS, { 254: [1], 330: [9] })],
  ])("does not take the preview of a camera file for the picture: %s", (_, bytes) => {
    expect(check(bytes)).toThrow(expect.objectContaining({ kind: "unsupported" }));
  });
});
