import { identify, inspectImage } from "@understudy/source-check/decoder";
import { noiseRaster } from "@understudy/test-sources/noise-image";
import { createRgbProfile, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { describe, expect, it } from "vitest";
import { CommandError } from "../../commands/command-error.ts";
import { decodeImage } from "../decode/decode-image.ts";
import { createRaster, type Raster } from "../raster/raster.ts";
import { encodeImage } from "./encode-image.ts";

const raster = noiseRaster(50, 40);
const profile = createRgbProfile(WIDE_GAMUT);

async function decoded(bytes: Uint8Array): Promise<Raster> {
  const file = sourceFile("encoded", bytes);
  return decodeImage(file, inspectImage(file));
}

describe("encodeImage", () => {
  it.each([
    ["jpeg", "image/jpeg", "jpeg"],
    ["png", "image/png", "png"],
    ["png-alpha", "image/png", "png"],
    ["gif", "image/gif", "gif"],
    ["webp", "image/webp", "webp"],
  ] as const)("writes %s", async (format, contentType, content) => {
    const image = await encodeImage(raster, { format, quality: 80 });
    expect(image).toMatchObject({ contentType, width: 50, height: 40 });
    expect(identify(image.bytes)).toBe(content);
  });

  it.each(["jpeg", "png", "gif", "webp"] as const)("writes the same %s every time", async (format) => {
    const first = await encodeImage(raster, { format, quality: 80 });
    expect((await encodeImage(raster, { format, quality: 80 })).bytes).toEqual(first.bytes);
  });

  it("keeps every pixel of a PNG, and its alpha in png-alpha only", async () => {
    expect((await decoded((await encodeImage(raster, { format: "png", quality: 0 })).bytes)).data).toEqual(raster.data);
    const clear = createRaster(3, 2);
    clear.data.set([10, 20, 30, 40], 4);
    expect((await decoded((await encodeImage(clear, { format: "png-alpha", quality: 0 })).bytes)).data).toEqual(
      clear.data,
    );
  });

  it.each(["jpeg", "webp"] as const)("makes smaller files of lower quality in %s", async (format) => {
    const sizes = [];
    for (const quality of [0, 40, 80, 100]) sizes.push((await encodeImage(raster, { format, quality })).bytes.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[0]).toBeLessThan(sizes[3]! / 2);
  });

  it.each(["jpeg", "png"] as const)("embeds a profile into %s", async (format) => {
    const { bytes } = await encodeImage(raster, { format, quality: 80, profile });
    expect(inspectImage(sourceFile("encoded", bytes)).profile?.()).toEqual(profile);
    expect((await decoded(bytes)).width).toBe(50);
  });

  it("embeds a profile that takes several JPEG segments", async () => {
    const large = new Uint8Array(200_000).map((_, index) => index);
    const { bytes } = await encodeImage(raster, { format: "jpeg", quality: 80, profile: large });
    expect(inspectImage(sourceFile("encoded", bytes)).profile?.()).toEqual(large);
  });

  it("refuses what a format cannot hold", async () => {
    const wide = createRaster(17_000, 1);
    await expect(encodeImage(wide, { format: "webp", quality: 80 })).rejects.toThrow(CommandError);
    await expect(encodeImage(wide, { format: "webp", quality: 80 })).rejects.toThrow("at most 16383 x 16383");
  });
});
