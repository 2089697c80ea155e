import { caseBytes } from "@understudy/test-sources/case-files";
import { cutShort } from "@understudy/test-sources/damage";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { createRgbProfile, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { describe, expect, it } from "vitest";
import { imageProperties } from "./image-properties.ts";

describe("imageProperties", () => {
  it.each(["jpeg", "png", "gif"] as const)("tells size and format of a %s", async (format) => {
    const bytes = await noiseImage(format, { width: 30, height: 20 });
    expect(await imageProperties(sourceFile("a", bytes))).toEqual({
      width: 30,
      height: 20,
      format: `image/${format}`,
      stored: { orientation: 1, width: 30, height: 20 },
    });
  });

  it("tells the size that is shown and the one that is stored", async () => {
    const file = sourceFile("turned", caseBytes("jpeg-orientation-6.jpg"));
    const stored = { orientation: 6, width: 16, height: 24 };
    expect(await imageProperties(file)).toMatchObject({ width: 24, height: 16, stored });
    expect(await imageProperties(file, { orientation: "ignore" })).toMatchObject({ width: 16, height: 24, stored });
  });

  it.each(["jpeg", "png"] as const)("tells what the profile in a %s calls itself", async (format) => {
    const profile = createRgbProfile(WIDE_GAMUT);
    const properties = await imageProperties(sourceFile("a", await noiseImage(format, { profile })));
    expect(properties.profile).toBe("Wide gamut");
    const damaged = await noiseImage(format, { profile: cutShort(profile) });
    expect((await imageProperties(sourceFile("a", damaged))).profile).toBe("");
  });

  it("finds damage without decoding", async () => {
    const bytes = cutShort(await noiseImage("png"));
    await expect(imageProperties(sourceFile("a", bytes))).rejects.toMatchObject({ code: "image-corrupt" });
  });
});
