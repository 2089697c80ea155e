import { interFont } from "@understudy/test-sources/inter-font";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { createRgbProfile, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { describe, expect, it } from "vitest";
import { assertFont, assertImage, assertProfile } from "./assert.ts";
import { checkFont } from "./check-font.ts";
import { checkImage } from "./check-image.ts";
import { checkProfile } from "./check-profile.ts";

const profile = createRgbProfile(WIDE_GAMUT);

describe("checkImage", () => {
  it.each(["jpeg", "png", "gif"] as const)("tells of a fine %s what it says of itself", async (format) => {
    const bytes = await noiseImage(format, { width: 30, height: 20 });
    expect(checkImage(bytes)).toEqual({ kind: "fine", format, width: 30, height: 20, animated: false });
  });

  it.each(["jpeg", "png"] as const)("judges the profile in a %s by itself", async (format) => {
    const fine = checkImage(await noiseImage(format, { profile }));
    expect(fine).toMatchObject({ kind: "fine", profile: { kind: "fine", colorSpace: "RGB", bytes: profile } });
    const cut = checkImage(await noiseImage(format, { profile: profile.subarray(0, 200) }));
    expect(cut).toMatchObject({ kind: "fine", profile: { kind: "corrupt", rule: expect.stringContaining("ICC.1") } });
  });

  it("names the rule that a damaged image breaks", async () => {
    const jpeg = await noiseImage("jpeg");
    const check = checkImage(jpeg.subarray(0, jpeg.length >> 1));
    expect(check).toMatchObject({ kind: "corrupt", rule: expect.stringMatching(/^ITU-T T\.81, /) });
  });

  it("tells what is not read from what is damaged", () => {
    expect(checkImage(new TextEncoder().encode("8BPS\0\x01"))).toEqual({ kind: "unsupported", reason: "it is psd" });
    expect(checkImage(new Uint8Array(0))).toMatchObject({ kind: "corrupt", reason: "it is empty" });
  });

  it("goes by the name of a file whose content says nothing", () => {
    const bytes = Uint8Array.from({ length: 600 }, (_, at) => (at * 37) % 251);
    expect(checkImage(bytes).kind).toBe("unsupported");
    expect(checkImage(bytes, { name: "photos/a.jpg" }).kind).toBe("corrupt");
  });

  it("takes no more pixels than it is to, and no other limit than a number", async () => {
    const png = await noiseImage("png", { width: 30, height: 20 });
    expect(checkImage(png, { maxPixels: 600 }).kind).toBe("fine");
    expect(checkImage(png, { maxPixels: 599 }).kind).toBe("unsupported");
    expect(() => checkImage(png, { maxPixels: 0 })).toThrow("maxPixels is 0; allowed: whole numbers from 1");
    // @ts-expect-error the type forbids it too
    expect(() => checkImage(png, { maxPixel: 1 })).toThrow("did you mean maxPixels?");
    // @ts-expect-error the type forbids it too
    expect(() => checkImage("a.jpg")).toThrow('bytes is "a.jpg"; allowed: a Uint8Array');
  });
});

describe("checkProfile and checkFont", () => {
  it("tell of fine ones what they say of themselves, and of damaged ones the rule", () => {
    expect(checkProfile(profile)).toEqual({ kind: "fine", colorSpace: "RGB", bytes: profile });
    expect(checkProfile(profile.subarray(0, 100))).toMatchObject({ kind: "corrupt", rule: expect.any(String) });
    expect(checkFont(interFont())).toEqual({ kind: "fine", format: "truetype" });
    expect(checkFont(interFont().subarray(0, 5000))).toMatchObject({ kind: "corrupt", rule: expect.any(String) });
  });
});

describe("assertImage, assertProfile, assertFont", () => {
  it("give what the check tells, or throw the source error", async () => {
    const jpeg = await noiseImage("jpeg", { width: 30, height: 20 });
    expect(assertImage(jpeg, "a.jpg")).toMatchObject({ format: "jpeg", width: 30, height: 20 });
    const thrown = (work: () => unknown) => {
      try {
        return work();
      } catch (error) {
        return error;
      }
    };
    const cut = jpeg.subarray(0, 500);
    expect(thrown(() => assertImage(cut, "a.jpg"))).toMatchObject({
      code: "image-corrupt",
      source: "a.jpg",
      message: expect.stringMatching(/^The image a\.jpg is damaged: .+ \(ITU-T T\.81, .+\)\.$/),
    });
    expect(thrown(() => assertImage(new TextEncoder().encode("8BPS\0"), "a.psd"))).toMatchObject({
      code: "image-unsupported",
    });
    expect(thrown(() => assertProfile(profile.subarray(0, 100), "a.icc"))).toMatchObject({ code: "profile-corrupt" });
    expect(thrown(() => assertFont(interFont().subarray(0, 5000), "a.ttf"))).toMatchObject({ code: "font-corrupt" });
  });
});
