import { cutShort } from "@understudy/test-sources/damage";
import { noiseImage, noiseRaster } from "@understudy/test-sources/noise-image";
import { createRgbProfile, STEEP } from "@understudy/test-sources/rgb-profile";
import { sourceFile } from "@understudy/test-sources/test-resources";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { imagescriptCodec } from "./imagescript-codec.ts";
import { createSharpCodec } from "./sharp-codec.ts";

const sharpCodec = createSharpCodec(sharp);
const raster = noiseRaster(96, 64);
const pixels = () => sharp(new Uint8Array(raster.data), { raw: { width: 96, height: 64, channels: 4 } });
const rgb = () => pixels().removeAlpha();

/** The largest difference of two rasters' samples. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let index = 0; index < a.length; index++) most = Math.max(most, Math.abs(a[index]! - b[index]!));
  return most;
}

describe.each([imagescriptCodec, sharpCodec])("$name", (codec) => {
  it.each(["jpeg", "png", "gif"] as const)("reads %s and finds it cut", async (format) => {
    const file = sourceFile("photo", await noiseImage(format));
    const header = await codec.identify(file);
    expect(header).toMatchObject({ format, width: 96, height: 64 });
    const { data } = await codec.decode(file, header);
    // A GIF has 256 colours only, and JPEG smooths noise.
    if (format === "png") expect(difference(data, raster.data)).toBe(0);
    else expect(data.length).toBe(raster.data.length);
    const cut = sourceFile("cut", cutShort(file.bytes));
    await expect(codec.identify(cut).then((found) => codec.decode(cut, found))).rejects.toMatchObject({
      code: "image-corrupt",
    });
  });

  it.each([
    ["strips", rgb().tiff({ compression: "none" })],
    ["LZW strips", rgb().tiff({ compression: "lzw", predictor: "horizontal" })],
    ["Deflate tiles", rgb().tiff({ compression: "deflate", tile: true, tileWidth: 32, tileHeight: 32 })],
    ["PackBits", rgb().tiff({ compression: "packbits" })],
    ["alpha", pixels().tiff({ compression: "lzw" })],
    ["BigTIFF", rgb().tiff({ compression: "lzw", bigtiff: true })],
  ])("reads the pixels of a TIFF: %s", async (_, encoder) => {
    const file = sourceFile("scan", new Uint8Array(await encoder.clone().toBuffer()));
    const header = await codec.identify(file);
    expect(header).toMatchObject({ format: "tiff", width: 96, height: 64 });
    expect(difference((await codec.decode(file, header)).data, raster.data)).toBe(0);
    await expect(codec.identify(sourceFile("cut", cutShort(file.bytes)))).rejects.toMatchObject({
      code: "image-corrupt",
    });
  });

  it("reads a grey TIFF as libvips does", async () => {
    const bytes = new Uint8Array(await rgb().toColourspace("b-w").tiff({ compression: "lzw" }).toBuffer());
    const expected = await sharp(bytes).toColourspace("srgb").ensureAlpha().raw().toBuffer();
    const file = sourceFile("scan", bytes);
    expect(difference((await codec.decode(file, await codec.identify(file))).data, expected)).toBe(0);
  });

  it("hands an embedded profile on without using it", async () => {
    const profile = createRgbProfile(STEEP);
    const file = sourceFile("steep", await noiseImage("png", { profile }));
    const header = await codec.identify(file);
    expect(header.profile?.()).toEqual(profile);
    expect(difference((await codec.decode(file, header)).data, raster.data)).toBe(0);
  });

  it.each(codec.supports.encode)("writes %s", async (format) => {
    const { bytes, width, height } = await codec.encode(raster, { format, quality: 90 });
    expect([width, height]).toEqual([96, 64]);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ width: 96, height: 64, format: format.replace(/-.*|^p(?=jpeg)/, "") });
    await expect(codec.encode({ ...raster, width: 2 ** 31 }, { format, quality: 90 })).rejects.toMatchObject({
      code: "bad-command",
    });
  });

  it("writes progressive JPEGs, and others only when they are asked for", async () => {
    for (const format of ["jpeg", "pjpeg"] as const) {
      const { bytes } = await codec.encode(raster, { format, quality: 90 });
      const { isProgressive, chromaSubsampling } = await sharp(bytes).metadata();
      expect([isProgressive, chromaSubsampling]).toEqual([format === "pjpeg", "4:4:4"]);
    }
  });

  it("keeps every pixel of a lossless WebP, and transparency where it is asked for", async () => {
    const clear = { ...raster, data: raster.data.map((value, at) => (at % 4 === 3 ? 60 + (at % 97) : value)) };
    const read = async (format: "webp-lossless" | "webp-alpha" | "webp-alpha-lossless", from: typeof raster) =>
      sharp((await codec.encode(from, { format, quality: 90 })).bytes)
        .ensureAlpha()
        .raw()
        .toBuffer();
    expect(difference(await read("webp-lossless", raster), raster.data)).toBe(0);
    expect(difference(await read("webp-alpha-lossless", clear), clear.data)).toBe(0);
    const alpha = (data: ArrayLike<number>) => Array.from(data).filter((_, at) => at % 4 === 3);
    expect(difference(alpha(await read("webp-alpha", clear)), alpha(clear.data))).toBe(0);
  });

  it.each([
    ["bmp", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0"],
    ["svg", '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
    ["psd", "8BPS\0\x01"],
  ])("names %s as not supported", async (format, text) => {
    const file = sourceFile(
      `a.${format}`,
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
    await expect(codec.identify(file)).rejects.toMatchObject({
      code: "image-unsupported",
      message: expect.stringContaining(`it is ${format}`),
    });
  });

  it("refuses what claims more pixels than are allowed", async () => {
    const file = sourceFile("large", new Uint8Array(await rgb().tiff().toBuffer()));
    await expect(codec.identify(file, { maxPixels: 6000 })).rejects.toMatchObject({ code: "image-unsupported" });
  });

  it.each(["8BPS\0\x01", "\0\0\0\x18ftypheic\0\0\0\0mif1heic", "\xff\x4f\xff\x51"])(
    "does not call an unsupported format corrupt",
    async (text) => {
      const file = sourceFile(
        "strange",
        Uint8Array.from(text, (character) => character.charCodeAt(0)),
      );
      await expect(codec.identify(file)).rejects.toMatchObject({ code: "image-unsupported" });
    },
  );
});

it("imagescript leaves to others what it cannot decode", async () => {
  for (const made of [
    rgb().avif(),
    rgb().toColourspace("cmyk").jpeg(),
    rgb().toColourspace("cmyk").tiff(),
    rgb().tiff({ compression: "jpeg" }),
  ]) {
    const file = sourceFile("photo", new Uint8Array(await made.toBuffer()));
    await expect(imagescriptCodec.identify(file)).rejects.toMatchObject({ code: "image-unsupported" });
  }
});

it.each([
  ["WebP", rgb().webp({ lossless: true }), 0],
  ["AVIF", rgb().avif({ lossless: true, chromaSubsampling: "4:4:4" }), 8],
  ["CMYK JPEG", rgb().toColourspace("cmyk").jpeg({ quality: 100 }), 255],
  ["JPEG in a TIFF", rgb().tiff({ compression: "jpeg", quality: 100 }), 8],
  ["CMYK TIFF", rgb().toColourspace("cmyk").tiff({ compression: "lzw" }), 255],
])("sharp reads %s", async (_, encoder, tolerance) => {
  const file = sourceFile("photo", new Uint8Array(await encoder.clone().toBuffer()));
  const header = await sharpCodec.identify(file);
  expect(header).toMatchObject({ width: 96, height: 64 });
  expect(difference((await sharpCodec.decode(file, header)).data, raster.data)).toBeLessThanOrEqual(tolerance);
  expect(header.profile).toBeUndefined();
});

it("sharp finds a cut WebP and an AVIF whose boxes are damaged", async () => {
  const webp = new Uint8Array(await rgb().webp().toBuffer());
  await expect(sharpCodec.identify(sourceFile("cut", cutShort(webp)))).rejects.toMatchObject({ code: "image-corrupt" });
  const avif = new Uint8Array(await rgb().avif().toBuffer());
  const odd = sourceFile("odd", avif.fill(0x41, 40, 80));
  await expect(sharpCodec.identify(odd)).rejects.toMatchObject({ code: "image-corrupt" });
});
