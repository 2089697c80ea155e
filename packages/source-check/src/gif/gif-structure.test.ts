import { describe, expect, it } from "vitest";
import { concatBytes } from "../bytes/concat.ts";
import { inspectGif } from "./gif-structure.ts";

/** A GIF of 4 x 1 pixels with codes of 3 bits at first: 4 clears, 5 ends. */
function gif(codes: readonly number[], after: readonly number[] = [0x3b], rootBits = 2): Uint8Array {
  const bits = codes
    .map((code) => code.toString(2).padStart(3, "0"))
    .reverse()
    .join("");
  const data = (bits.padStart(Math.ceil(bits.length / 8) * 8, "0").match(/.{8}/g) ?? [])
    .map((byte) => Number.parseInt(byte, 2))
    .reverse();
  return concatBytes(
    new TextEncoder().encode("GIF89a"),
    Uint8Array.of(4, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
    Uint8Array.of(0x2c, 0, 0, 0, 0, 4, 0, 1, 0, 0, rootBits, data.length, ...data, 0),
    Uint8Array.from(after),
  );
}

/** The descriptor of a second picture. */
const SECOND = [0x2c, 0, 0, 0, 0, 4, 0, 1, 0, 0];
const inspect =
  (bytes: Uint8Array, strict = false) =>
  () =>
    inspectGif(bytes, { maxPixels: 1e6, strict });

describe("inspectGif", () => {
  it("accepts codes that make all pixels, with or without an end, and bytes after the trailer", () => {
    expect(inspect(gif([4, 0, 1, 0, 5]))).toThrow("3 of 4 pixels");
    expect(inspect(gif([4, 0, 6, 0, 5]))).not.toThrow();
    expect(inspect(gif([0, 6, 0]))).not.toThrow();
    expect(inspect(gif([4, 0, 6, 0, 5], [0x3b, 1, 2, 3]))).not.toThrow();
  });

  it.each<[string, Uint8Array, string]>([
    ["too few pixels", gif([4, 0, 6, 5]), "3 of 4 pixels"],
    ["a code that there is not yet", gif([4, 0, 7]), "not yet"],
    ["a first code that there is not yet", gif([4, 6]), "not yet"],
    ["codes of 13 bits", gif([4, 0, 6, 0, 5], [0x3b], 13), "13 bits"],
  ])("finds a file corrupt that has %s", (_, bytes, message) => {
    expect(inspect(bytes)).toThrow(
      expect.objectContaining({ kind: "corrupt", message: expect.stringContaining(message) }),
    );
  });

  it("passes an empty block or two in front of the picture, and no lost block of the disk", () => {
    const whole = gif([4, 0, 6, 0, 5]);
    const withZeros = (count: number) => concatBytes(whole.subarray(0, 19), new Uint8Array(count), whole.subarray(19));
    expect(inspect(withZeros(2))).not.toThrow();
    expect(inspect(withZeros(12))).toThrow(/nothing but zeros at 19/);
  });

  it.each<[string, Uint8Array, string]>([
    ["no trailer", gif([4, 0, 6, 0, 5], []), "trailer is missing"],
    ["a second picture whose codes are wrong", gif([4, 0, 6, 0, 5], [...SECOND, 2, 2, 4, 7, 0, 0x3b]), "3 of 4 pixels"],
    ["a second picture that is cut short", gif([4, 0, 6, 0, 5], SECOND), "cut short"],
    ["a block that there is not after the first picture", gif([4, 0, 6, 0, 5], [0x77]), "unknown block"],
  ])("overlooks %s, unless it is to be strict", (_, bytes, message) => {
    expect(inspect(bytes)()).toMatchObject({ width: 4, height: 1 });
    expect(inspect(bytes, true)).toThrow(
      expect.objectContaining({ kind: "corrupt", message: expect.stringContaining(message) }),
    );
  });
});
