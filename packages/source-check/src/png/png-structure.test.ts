import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../bytes/concat.ts";
import { pngChunk as chunk } from "./png-chunk.ts";
import { inspectPng, plainPng } from "./png-structure.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const END = chunk("IEND", new Uint8Array(0));

/** Gray, 4 x 3 pixels unless changed; the rows begin with the filters that are given. */
function png({ width = 4, height = 3, colorType = 0, interlace = 0, filters = [0, 1, 4] } = {}): Uint8Array[] {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colorType, 0, 0, interlace], 8);
  const rows = filters.flatMap((filter) => [filter, 10, 20, 30, 40]);
  return [chunk("IHDR", header), chunk("IDAT", new Uint8Array(deflateSync(Uint8Array.from(rows)))), END];
}

const file = (...chunks: readonly Uint8Array[]) => concatBytes(SIGNATURE, ...chunks);
const inspect =
  (bytes: Uint8Array, strict = false) =>
  () =>
    inspectPng(bytes, { maxPixels: 1e6, strict });
const [header, data] = png() as [Uint8Array, Uint8Array];

describe("inspectPng", () => {
  it("accepts a whole file, and what decoders do not mind", () => {
    expect(inspect(file(...png()))()).toMatchObject({ width: 4, height: 3, animated: false });
    expect(inspect(file(...png(), Uint8Array.of(1, 2, 3)))).not.toThrow();
    expect(inspect(file(header, chunk("prIv", Uint8Array.of(1)), data, END))).not.toThrow();
    expect(inspect(file(...png({ filters: [0, 0, 0, 0] })))).not.toThrow();
  });

  it("leaves a transparency out that comes before its palette or comes again", () => {
    const [indexed, , indexes] = png({ colorType: 3 }).toSpliced(1, 0, new Uint8Array()) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const palette = chunk("PLTE", new Uint8Array(3 * 41));
    const clear = chunk("tRNS", Uint8Array.of(0));
    const other = chunk("tRNS", Uint8Array.of(7));
    expect(plainPng(file(indexed, clear, palette, indexes, END))).toEqual(file(indexed, palette, indexes, END));
    const whole = file(indexed, palette, clear, indexes, END);
    expect(plainPng(file(indexed, other, palette, clear, other, indexes, END))).toEqual(whole);
  });

  it("accepts an end without its checksum, as upng-js writes it", () => {
    const cut = file(header, data, END.subarray(0, 8));
    expect(inspect(cut)).not.toThrow();
    expect(plainPng(cut)).toEqual(file(header, data, END));
  });

  it.each<[string, Uint8Array, string]>([
    ["without its end", file(header, data), "without IEND"],
    ["with a filter that there is not", file(...png({ filters: [0, 5, 0] })), "filter 5"],
    ["with a row too few", file(...png({ filters: [0, 0] })), "10 of 15 bytes"],
    [
      "with another chunk in its data",
      file(header, chunk("IDAT", data.subarray(8, 12)), chunk("prIv", Uint8Array.of(1)), data, END),
      'interrupted by "prIv"',
    ],
    ["with two headers", file(header, header, data, END), "two headers"],
    ["with data that is no zlib stream", file(header, chunk("IDAT", new Uint8Array(20).fill(7)), END), "inflated"],
    ["with more pixels than its data can hold", file(...png({ width: 60_000, height: 60_000 })), "cannot hold"],
    ["with an interlacing that there is not", file(...png({ interlace: 2 })), "coding method"],
    ["with a palette that is missing", file(...png({ colorType: 3 })), "palette is missing"],
    [
      "with a palette of half a colour",
      file(...png({ colorType: 3 }).toSpliced(1, 0, chunk("PLTE", new Uint8Array(4)))),
      "4 bytes",
    ],
  ])("finds a file corrupt %s", (_, bytes, message) => {
    expect(inspect(bytes)).toThrow(
      expect.objectContaining({ kind: "corrupt", message: expect.stringContaining(message) }),
    );
  });

  it("finds a changed byte in any chunk", () => {
    const whole = file(...png());
    for (let at = 8; at < whole.length - 12; at++) {
      const changed = whole.slice();
      changed[at] = changed[at]! ^ 4;
      expect(inspect(changed), `byte ${at}`).toThrow(expect.objectContaining({ kind: "corrupt" }));
    }
  });

  it("leaves a chunk out that no pixel hangs on and whose checksum is wrong, unless it is to be strict", () => {
    const text = chunk("tEXt", Uint8Array.of(65, 0, 66));
    const wrong = text.with(8, 67);
    const bytes = file(header, wrong, data, END);
    expect(inspect(bytes)().chunks.map(({ type }) => type)).toEqual(["IHDR", "IDAT", "IEND"]);
    expect(plainPng(bytes)).toEqual(file(header, data, END));
    expect(inspect(bytes, true)).toThrow(/checksum of its chunk "tEXt"/);
  });

  it("takes an empty profile for none, unless it is to be strict", () => {
    const bytes = file(header, chunk("iCCP", new Uint8Array(0)), data, END);
    expect(inspect(bytes)().profile).toBeUndefined();
    expect(inspect(bytes, true)().profile).toThrow("malformed");
  });
});
