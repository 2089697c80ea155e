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

const inspect = (jpeg: Uint8Array) => () => inspectJpeg(jpeg, 1e6);

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
