import { concatBytes, inspectImage, pngChunk } from "@understudy/source-check/decoder";
import { caseBytes } from "@understudy/test-sources/case-files";
import { cutShort, scrambled, zeroed } from "@understudy/test-sources/damage";
import { noiseImage, noiseRaster } from "@understudy/test-sources/noise-image";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { describe, expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";

const decode = async (bytes: Uint8Array, maxPixels?: number) => {
  const file = sourceFile("shoes/red.jpg", bytes);
  const header = inspectImage(file, maxPixels);
  return { header, raster: await decodeImage(file, header) };
};
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const replaced = (bytes: Uint8Array, at: number, ...values: number[]) => {
  const changed = bytes.slice();
  changed.set(values, at);
  return changed;
};

/** Where the data of a JPEG's frame header begins: precision, height, width, components. */
const frameAt = (jpeg: Uint8Array) => jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xc0) + 4;

describe("decodeImage", () => {
  it.each(["jpeg", "png", "gif"] as const)("decodes %s to what was encoded", async (format) => {
    const { raster, header } = await decode(await noiseImage(format, { width: 96, height: 64 }));
    expect({ format: header.format, width: raster.width, height: raster.height }).toEqual({
      format,
      width: 96,
      height: 64,
    });
    const original = noiseRaster(96, 64).data;
    const difference = original.reduce((sum, value, index) => sum + Math.abs(value - raster.data[index]!), 0);
    expect(difference / original.length).toBeLessThan(format === "png" ? 1e-9 : 8);
  });

  // Made with libvips from 24 x 16 noisy pixels.
  const PROGRESSIVE =
    "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wgARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAQAC/8QAFQEBAQAAAAAAAAAAAAAAAAAAAQD/2gAMAwEAAhADEAAAAcyIxR//xAAVEAEBAAAAAAAAAAAAAAAAAAAABP/aAAgBAQABBQKZMmSpkz//xAAUEQEAAAAAAAAAAAAAAAAAAAAQ/9oACAEDAQE/AT//xAAUEQEAAAAAAAAAAAAAAAAAAAAQ/9oACAECAQE/AT//xAAWEAADAAAAAAAAAAAAAAAAAAAAASD/2gAIAQEABj8CFP8A/8QAGRAAAwEBAQAAAAAAAAAAAAAAAAERMRBB/9oACAEBAAE/IYU5ZRhYeSVKf//aAAwDAQACAAMAAAAQ2D//xAAVEQEBAAAAAAAAAAAAAAAAAAAQEf/aAAgBAwEBPxCH/8QAFREBAQAAAAAAAAAAAAAAAAAAABH/2gAIAQIBAT8QV//EAB4QAQACAgEFAAAAAAAAAAAAAAERIQAxgUFhcZHw/9oACAEBAAE/EPEETD7y9lpqcvthDRvCUqGxnXOFGMz0+5yZNffP/9k=";
  const GRAY =
    "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAQABgBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAQAC/8QAIRAAAgEEAgIDAAAAAAAAAAAAARECAAYhMRKBEzJhkfD/2gAIAQEAAD8AzbXGHHaimj91Wznxsn2w6bZRjDaIGg3Va4CgjEvILyO6LZBBgm9D93RbPCJg8H5Nf//Z";
  const INTERLACED_PALETTE =
    "iVBORw0KGgoAAAANSUhEUgAAABgAAAAQBAMAAAGJDZIwAAAAMFBMVEUmOSiRjKZ5cHKDoo8eH0KZuMJWX1EvVk67sdLV0dlrdpdOVHO529e4palFOFRhinMVEZ/SAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAA60lEQVQImQHgAB//AEDgAAQAAKEQAKEgAAMKAwBKA0MAZbi4AGV1eQBobHgA6Li9AEshQh1POAAG8QelRi0AexVGMQeoAEYVCx0LLQDqWW8ZchgAfzxyHHo8AHtZQjx7PAB72Eoc4jkAchzrOXIcAApZ5twP2QB6GHLc4hwAchkCOe8ZAEBvoZxAsjGJACI1iAAGuhPcDrItiUBvEVkABrYx2QRvM5xGahXZAAS6NVUAcjHZTiKtzABEsjOIDrIR3ATirVgAAGIViQCyoVkAf6WYAAZqE8nuvy3YS3I9XABOYhVYBrItjAB6I1UxNUeYYOaehwAAAABJRU5ErkJggg==";

  it.each([
    ["a progressive JPEG with halved chroma", PROGRESSIVE],
    ["a gray JPEG", GRAY],
    ["an interlaced PNG with a palette of 16 colours", INTERLACED_PALETTE],
  ])("decodes %s", async (_, base64) => {
    const { raster } = await decode(fromBase64(base64));
    expect([raster.width, raster.height, raster.data.length]).toEqual([24, 16, 24 * 16 * 4]);
    // The picture gets brighter from left to right.
    const brightness = (x: number) =>
      Array.from({ length: 16 }, (_, y) => raster.data[(y * 24 + x) * 4]!).reduce((a, b) => a + b);
    expect(brightness(20)).toBeGreaterThan(brightness(2) + 500);
  });

  it("decodes the default image of an animated PNG, whatever its animation", async () => {
    const png = await noiseImage("png");
    const animation = [pngChunk("acTL", new Uint8Array(8)), pngChunk("fcTL", new Uint8Array(26))];
    const { raster } = await decode(concatBytes(png.slice(0, 33), ...animation, png.slice(33)));
    expect(raster.data).toEqual(noiseRaster(96, 64).data);
  });

  it.each(["jpeg", "png", "gif"] as const)("finds every cut of a %s corrupt", async (format) => {
    const whole = await noiseImage(format);
    for (let step = 0; step < 40; step++) {
      const share = step / 40;
      await expect(decode(cutShort(whole, share)), `cut at ${share}`).rejects.toMatchObject({ code: "image-corrupt" });
    }
    // The last four bytes of a PNG are the checksum of nothing, the last of the others a marker that viewers do not
    // miss.
    const last = { png: -5, jpeg: -3, gif: -3 }[format];
    await expect(decode(whole.slice(0, last))).rejects.toMatchObject({
      code: "image-corrupt",
      source: "shoes/red.jpg",
    });
  });

  it.each(["jpeg", "png", "gif"] as const)("finds a %s with a lost block corrupt", async (format) => {
    await expect(decode(zeroed(await noiseImage(format)))).rejects.toMatchObject({ code: "image-corrupt" });
  });

  it("finds any changed byte in a PNG corrupt", async () => {
    const png = await noiseImage("png");
    for (let seed = 1; seed <= 10; seed++) {
      await expect(decode(scrambled(png, seed, 1))).rejects.toMatchObject({ code: "image-corrupt" });
    }
  });

  it("finds a JPEG corrupt whose data has a few changed bytes, though the decoder fills in for them", async () => {
    const jpeg = await noiseImage("jpeg", { width: 200, height: 150 });
    for (let seed = 1; seed <= 10; seed++) {
      await expect(decode(scrambled(jpeg, seed, 10, 700))).rejects.toMatchObject({ code: "image-corrupt" });
    }
  });

  it("finds a progressive JPEG corrupt whose last scan lacks bytes", async () => {
    const jpeg = fromBase64(PROGRESSIVE);
    const short = concatBytes(jpeg.slice(0, -10), Uint8Array.of(0xff, 0xd9));
    const failure = { code: "image-corrupt", message: expect.stringContaining("ends too early") };
    await expect(decode(short)).rejects.toMatchObject(failure);
  });

  it("finds a JPEG corrupt that goes on with another one's data", async () => {
    const [small, large] = [await noiseImage("jpeg", { height: 64 }), await noiseImage("jpeg", { height: 128 })];
    const claimed = replaced(large, frameAt(large) + 1, small[frameAt(small) + 1]!, small[frameAt(small) + 2]!);
    await expect(decode(claimed)).rejects.toMatchObject({
      code: "image-corrupt",
      message: expect.stringContaining("goes on"),
    });
  });

  it.each(["jpeg", "png", "gif"] as const)("does not mind what follows the end of a %s", async (format) => {
    const whole = await noiseImage(format);
    await expect(decode(concatBytes(whole, new TextEncoder().encode("trailing text")))).resolves.toBeDefined();
  });

  it("does not mind unknown ancillary chunks", async () => {
    const png = await noiseImage("png");
    const extended = concatBytes(png.slice(0, 33), pngChunk("quUx", new Uint8Array(40)), png.slice(33));
    await expect(decode(extended)).resolves.toBeDefined();
  });

  it.each([
    ["empty", new Uint8Array(0)],
    ["text", new TextEncoder().encode("404 Not Found")],
    ["HTML", new TextEncoder().encode("<!DOCTYPE html><title>Error</title>")],
  ])("finds a file corrupt that is %s under an image's name", async (_, bytes) => {
    await expect(decode(bytes)).rejects.toMatchObject({ code: "image-corrupt" });
  });

  it("finds formats that it does not decode unsupported when they are whole, and corrupt when they are cut short", async () => {
    const webp = await noiseImage("webp");
    await expect(decode(webp)).rejects.toMatchObject({ code: "image-unsupported" });
    await expect(decode(cutShort(webp))).rejects.toMatchObject({ code: "image-corrupt" });
  });

  it.each<[string, (jpeg: Uint8Array) => Uint8Array]>([
    ["arithmetic-coded", (jpeg) => replaced(jpeg, frameAt(jpeg) - 3, 0xc9)],
    ["12 bits", (jpeg) => replaced(jpeg, frameAt(jpeg), 12)],
    ["DNL", (jpeg) => replaced(jpeg, frameAt(jpeg) + 1, 0, 0)],
  ])("finds a JPEG unsupported that is %s", async (what, change) => {
    const failure = { code: "image-unsupported", message: expect.stringContaining(what) };
    await expect(decode(change(await noiseImage("jpeg")))).rejects.toMatchObject(failure);
  });

  it("finds a CMYK JPEG unsupported, and a damaged one corrupt", async () => {
    await expect(decode(caseBytes("jpeg-cmyk.jpg"))).rejects.toMatchObject({
      code: "image-unsupported",
      message: expect.stringContaining("CMYK"),
    });
    await expect(decode(caseBytes("jpeg-cmyk-bytes-removed.jpg"))).rejects.toMatchObject({ code: "image-corrupt" });
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ["PNG", async () => hugePng()],
    [
      "JPEG",
      async () => {
        const jpeg = await noiseImage("jpeg");
        return replaced(jpeg, frameAt(jpeg) + 1, 0xea, 0x60, 0xea, 0x60);
      },
    ],
    ["GIF", async () => replaced(await noiseImage("gif"), 6, 0x60, 0xea, 0x60, 0xea)],
  ])("refuses a %s that claims 60000 x 60000 pixels without making room for them", async (_, make) => {
    const bytes = await make();
    const before = process.memoryUsage().rss;
    await expect(decode(bytes)).rejects.toMatchObject({
      code: "image-unsupported",
      message: expect.stringContaining("60000 x 60000 pixels; at most 100000000"),
    });
    // Their pixels would take 14 GB as RGBA.
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it("takes the limit of pixels from its caller", async () => {
    const png = await noiseImage("png", { width: 20, height: 10 });
    await expect(decode(png, 199)).rejects.toMatchObject({ code: "image-unsupported" });
    await expect(decode(png, 200)).resolves.toBeDefined();
  });

  it("decodes rightly after a decoder failed", async () => {
    const png = await noiseImage("png");
    const idat = new TextDecoder("latin1").decode(png).indexOf("IDAT") - 4;
    const broken = concatBytes(
      png.slice(0, idat),
      pngChunk("IDAT", new Uint8Array(500).fill(7)),
      pngChunk("IEND", new Uint8Array(0)),
    );
    for (let round = 0; round < 3; round++) {
      await expect(decode(broken)).rejects.toMatchObject({ code: "image-corrupt" });
      await expect(decode(cutShort(await noiseImage("jpeg"), 0.9))).rejects.toMatchObject({
        code: "image-corrupt",
      });
      const { raster } = await decode(png);
      expect(raster.data).toEqual(noiseRaster(96, 64).data);
    }
  });
});

function hugePng(): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, 60_000);
  view.setUint32(4, 60_000);
  header.set([1, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return concatBytes(
    signature,
    pngChunk("IHDR", header),
    // As many bytes as so many pixels need at least.
    pngChunk("IDAT", new Uint8Array(440_000)),
    pngChunk("IEND", new Uint8Array(0)),
  );
}
