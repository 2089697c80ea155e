import { describe, expect, it } from "vitest";
import { concatBytes } from "../bytes/concat.ts";
import { inspectJpeg } from "./jpeg-structure.ts";

/**
 * A gray JPEG of `units` blocks side by side whose code is written by hand: both tables have the one-bit code 0 for
 * the symbol 0, so a block is the two bits 00 (no difference, no coefficients).
 */
function handmade(units: number, data: readonly number[], restartInterval = 0): Uint8Array {
  const segment = (marker: number, ...bytes: number[]) => Uint8Array.of(0xff, marker, 0, bytes.length + 2, ...bytes);
  const table = (key: number) => segment(0xc4, key, 1, ...new Array<number>(15).fill(0), 0);
  return concatBytes(
    Uint8Array.of(0xff, 0xd8),
    segment(0xdb, 0, ...new Array<number>(64).fill(1)),
    segment(0xc0, 8, 0, 8, 0, units * 8, 1, 1, 0x11, 0),
    table(0x00),
    table(0x10),
    segment(0xdd, restartInterval >> 8, restartInterval & 255),
    segment(0xda, 1, 1, 0x00, 0, 63, 0),
    Uint8Array.from(data),
    Uint8Array.of(0xff, 0xd9),
  );
}

const inspect =
  (jpeg: Uint8Array, strict = false) =>
  () =>
    inspectJpeg(jpeg, { maxPixels: 1e6, strict });

describe("checkScan", () => {
  it("accepts data that ends with its last block, padded with ones", () => {
    expect(inspect(handmade(1, [0b00111111]))).not.toThrow();
    expect(inspect(handmade(5, [0, 0b00111111]))).not.toThrow();
  });

  it("accepts padding after the data, which some cameras write", () => {
    expect(inspect(handmade(4, [0, 0xff, 0xff]))).not.toThrow();
    expect(inspect(handmade(4, [0, 0, 0, 0]))).not.toThrow();
  });

  it("finds data that ends too early", () => {
    expect(inspect(handmade(5, [0]))).toThrow("ends too early");
  });

  it("finds data after the last block", () => {
    expect(inspect(handmade(4, [0, 0x12, 0x34]))).toThrow("goes on after the last block");
  });

  it("overlooks a few bytes after data that is filled up as it should be, unless it is to be strict", () => {
    const stray = (count: number) => handmade(5, [0, 0b00111111, ...new Array<number>(count).fill(0x12)]);
    expect(inspect(stray(3))).not.toThrow();
    expect(inspect(stray(3), true)).toThrow("goes on after the last block");
    expect(inspect(stray(17))).toThrow("goes on after the last block");
    expect(inspect(handmade(5, [0, 0b00101111, 0x12]))).toThrow("goes on after the last block");
  });

  it("overlooks that the end marker is missing, unless it is to be strict", () => {
    const whole = handmade(5, [0, 0b00111111]);
    expect(inspect(whole.subarray(0, -2))).not.toThrow();
    expect(inspect(whole.subarray(0, -2), true)).toThrow("without an end-of-image marker");
    expect(inspect(whole.subarray(0, -3))).toThrow("ends too early");
  });

  it("makes no room for blocks that the data cannot hold", () => {
    const huge = handmade(1, [0b00111111]);
    const at = huge.indexOf(0xc0) + 4;
    huge.set([0xc0, 0x00, 0xc0, 0x00], at);
    expect(() => inspectJpeg(huge, { maxPixels: 1e10, strict: false })).toThrow("cannot hold as many");
  });

  it("finds a component that has no data", () => {
    const jpeg = handmade(1, [0b00111111]);
    const frame = jpeg.indexOf(0xc0);
    const two = concatBytes(
      jpeg.subarray(0, frame + 1),
      Uint8Array.of(0, 14, 8, 0, 8, 0, 8, 2, 1, 0x11, 0, 2, 0x11, 0),
      jpeg.subarray(frame + 12),
    );
    expect(inspect(two)).toThrow("one of its components has no data");
  });

  it("finds a code that no table has", () => {
    expect(inspect(handmade(4, [0b10000000, 0, 0]))).toThrow("none of its tables");
  });

  it("reads restart markers", () => {
    expect(inspect(handmade(8, [0, 0xff, 0xd0, 0], 4))).not.toThrow();
    expect(inspect(handmade(10, [0, 0xff, 0xd0, 0, 0xff, 0xd1, 0b00001111], 4))).not.toThrow();
  });

  it("finds a quantization table missing or cut short", () => {
    const whole = handmade(1, [0b00111111]);
    const at = whole.indexOf(0xdb) + 3;
    const renumbered = whole.slice();
    renumbered[at] = 1;
    expect(inspect(renumbered)).toThrow("quantization table is missing");
    renumbered[at] = 0x10;
    expect(inspect(renumbered)).toThrow("quantization tables is cut short");
    renumbered[at] = 9;
    expect(inspect(renumbered)).toThrow("has the number 9");
  });

  it("finds a frame header that has another length than its components need", () => {
    const whole = handmade(1, [0b00111111]);
    const components = whole.indexOf(0xc0) + 8;
    const changed = whole.slice();
    changed[components] = 3;
    expect(inspect(changed)).toThrow("another length");
  });

  it("finds restart markers that are missing or in the wrong order", () => {
    expect(inspect(handmade(8, [0, 0], 4))).toThrow();
    expect(inspect(handmade(8, [0, 0xff, 0xd1, 0], 4))).toThrow("restart marker");
  });
});

describe("frames beyond the ordinary", () => {
  const segment = (marker: number, ...bytes: number[]) => Uint8Array.of(0xff, marker, 0, bytes.length + 2, ...bytes);
  const table = (key: number) => segment(0xc4, key, 1, ...new Array<number>(15).fill(0), 0);
  /** 8 x 8 pixels in two zero bits a block, or a zero bit a sample of a lossless frame; padded with ones. */
  const jpeg = (marker: number, precision: number, factors: readonly number[], bits: number) =>
    concatBytes(
      Uint8Array.of(0xff, 0xd8),
      segment(0xdb, 0, ...new Array<number>(64).fill(1)),
      segment(marker, precision, 0, 8, 0, 8, factors.length, ...factors.flatMap((factor, id) => [id, factor, 0])),
      table(0x00),
      table(0x10),
      segment(
        0xda,
        factors.length,
        ...factors.flatMap((_, id) => [id, 0]),
        marker === 0xc3 ? 1 : 0,
        marker === 0xc3 ? 0 : 63,
        0,
      ),
      new Uint8Array(Math.floor(bits / 8)),
      bits % 8 === 0 ? new Uint8Array(0) : Uint8Array.of(0xff >> (bits % 8)),
      Uint8Array.of(0xff, 0xd9),
    );

  it.each([
    ["it is CMYK", 0xc0, 8, [0x11, 0x11, 0x11, 0x11], 8],
    ["it has 2 components", 0xc0, 8, [0x11, 0x11], 4],
    ["it has 12 bits", 0xc1, 12, [0x11], 2],
    ["its sampling factors are not whole multiples", 0xc0, 8, [0x31, 0x21, 0x11], 12],
    ["it is lossless", 0xc3, 8, [0x11, 0x11], 128],
  ] as const)("are gone through all the same: %s", (unusual, marker, precision, factors, bits) => {
    expect(inspect(jpeg(marker, precision, factors, bits))()).toMatchObject({ width: 8, height: 8, unusual });
    expect(inspect(jpeg(marker, precision, factors, bits - 1))).toThrow(expect.objectContaining({ kind: "corrupt" }));
  });
});
