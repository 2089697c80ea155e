import { cutShort } from "@understudy/test-sources/damage";
import { createRgbProfile, STEEP, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { describe, expect, it } from "vitest";
import type { Raster } from "../raster/raster.ts";
import { convertProfile } from "./color-profile.ts";

const profile = (bytes: Uint8Array, source = "photo.jpg") => ({ source, read: () => bytes });
const wide = createRgbProfile(WIDE_GAMUT);
const steep = createRgbProfile(STEEP);
const pixels = (...data: number[]): Raster => ({
  width: data.length / 4,
  height: 1,
  data: new Uint8ClampedArray(data),
});
const changed = (bytes: Uint8Array, at: number, text: string) => {
  const copy = bytes.slice();
  copy.set(new TextEncoder().encode(text), at);
  return copy;
};

describe("convertProfile", () => {
  it("leaves white, black and alpha alone and moves colours", async () => {
    const { data } = await convertProfile(
      pixels(255, 255, 255, 255, 0, 0, 0, 7, 255, 0, 0, 128),
      undefined,
      profile(wide),
    );
    expect([...data.slice(0, 8)]).toEqual([255, 255, 255, 255, 0, 0, 0, 7]);
    // sRGB's red in P3's primaries, gamma 2.2.
    const [red, green, blue, alpha] = data.slice(8);
    expect(red).toBeGreaterThan(228);
    expect(red).toBeLessThan(238);
    expect(green).toBeGreaterThan(40);
    expect(blue).toBeGreaterThan(30);
    expect(alpha).toBe(128);
  });

  it("comes back to where it began, within rounding", async () => {
    const source = pixels(120, 130, 140, 255, 200, 100, 90, 255, 30, 60, 90, 255);
    const there = await convertProfile(source, undefined, profile(wide));
    const back = await convertProfile(there, profile(wide), undefined);
    for (const [index, value] of source.data.entries())
      expect(Math.abs(value - back.data[index]!)).toBeLessThanOrEqual(2);
  });

  it("converts more pixels than it hands over at once", async () => {
    const data = new Uint8ClampedArray(300 * 300 * 4).fill(100);
    const converted = await convertProfile({ width: 300, height: 300, data }, profile(steep), undefined);
    expect(new Set(converted.data.filter((_, index) => index % 4 === 0)).size).toBe(1);
    expect([...converted.data.slice(-4)]).toEqual([...converted.data.slice(0, 4)]);
    expect(converted.data[0]).toBeLessThan(70);
    expect(data[0]).toBe(100);
  });

  it("reads a gray profile for a gray image", async () => {
    const gray = changed(steep, 16, "GRAY");
    // A gray profile has a gray curve instead of those of three colours.
    const tag = new TextDecoder("latin1").decode(gray).indexOf("rTRC");
    const { data } = await convertProfile(pixels(100, 100, 100, 255), profile(changed(gray, tag, "kTRC")), undefined);
    expect(data[0]).toBeLessThan(70);
    expect([data[1], data[2], data[3]]).toEqual([data[0], data[0], 255]);
  });

  const tagTable = 128 + 4;
  it.each<[string, Uint8Array]>([
    ["empty", new Uint8Array(0)],
    ["cut short", cutShort(wide)],
    ["cut by a byte", wide.slice(0, -1)],
    ["without its signature", changed(wide, 36, "spca")],
    ["with a tag that lies outside", changed(wide, tagTable + 4, "\x7f\x7f\x7f\x7f")],
    ["with thousands of tags", changed(wide, 128, "\0\0\x40\0")],
    ["without one of its curves", changed(wide, new TextDecoder("latin1").decode(wide).indexOf("gTRC"), "xTRC")],
    ["for CMYK", changed(wide, 16, "CMYK")],
    ["of zeros", new Uint8Array(500)],
    ["for colours that there are not", changed(wide, 16, "RGC ")],
    ["of a class that there is not", changed(wide, 12, "mmtr")],
    ["of version 132", changed(wide, 8, "\x84")],
  ])("finds a profile corrupt that is %s", async (_, bytes) => {
    const source = pixels(1, 2, 3, 255);
    const failure = { code: "profile-corrupt", source: "photo.jpg" };
    await expect(convertProfile(source, profile(bytes), undefined)).rejects.toMatchObject(failure);
    await expect(convertProfile(source, undefined, profile(bytes))).rejects.toMatchObject(failure);
  });

  it("leaves a sound profile aside that LittleCMS refuses, but for one that is asked for", async () => {
    // Tables of a type that there is, whose content makes no sense: the check does not go into them.
    let odd = wide;
    for (const [tag, table] of [
      ["desc", "A2B0"],
      ["cprt", "B2A0"],
    ] as const) {
      const record = new TextDecoder("latin1").decode(odd).indexOf(tag);
      const start = new DataView(odd.buffer, odd.byteOffset).getUint32(record + 4);
      odd = changed(changed(odd, record, table), start, "mft2");
    }
    const source = pixels(120, 130, 140, 255);
    const notes: string[] = [];
    const note = (text: string) => void notes.push(text);
    const converted = await convertProfile(source, profile(odd), profile(wide), { note });
    expect(converted).toEqual(await convertProfile(source, undefined, profile(wide)));
    expect(notes).toEqual([expect.stringMatching(/^photo\.jpg: LittleCMS .*ignored$/)]);
    await expect(convertProfile(source, undefined, profile(odd))).rejects.toMatchObject({ name: "UnsupportedError" });
  });

  it("names the profile that is at fault when there are two", async () => {
    const damaged = changed(wide, new TextDecoder("latin1").decode(wide).indexOf("gTRC"), "xTRC");
    const source = pixels(1, 2, 3, 255);
    const good = profile(steep, "good");
    const bad = profile(damaged, "bad");
    await expect(convertProfile(source, bad, good)).rejects.toMatchObject({ source: "bad" });
    await expect(convertProfile(source, good, bad)).rejects.toMatchObject({ source: "bad" });
  });

  it("does not call a profile corrupt that is only newer than LittleCMS", async () => {
    const failure = { name: "UnsupportedError", status: 500, publicMessage: expect.stringContaining("version 5") };
    const newer = changed(wide, 8, "\x05");
    await expect(convertProfile(pixels(1, 2, 3, 255), profile(newer), undefined)).rejects.toMatchObject(failure);
  });

  it("frees what it takes, whether it ends well or not", async () => {
    const source = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4) };
    const damaged = profile(changed(wide, new TextDecoder("latin1").decode(wide).indexOf("gTRC"), "xTRC"));
    const rounds = async (count: number) => {
      for (let round = 0; round < count; round++) {
        await convertProfile(source, profile(wide), profile(steep));
        await convertProfile(source, damaged, undefined).catch(() => {});
      }
    };
    await rounds(10);
    const before = await heapBytes();
    await rounds(400);
    expect(await heapBytes()).toBe(before);
  });
});

/** Size of LittleCMS's heap, which only ever grows. */
async function heapBytes(): Promise<number> {
  const { withLcms } = await import("./lcms.ts");
  return withLcms(
    (lcms) => lcms.HEAPU8.length,
    () => true,
  );
}
