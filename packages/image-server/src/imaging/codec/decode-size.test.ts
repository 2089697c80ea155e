import { createRandom } from "@understudy/test-sources/random";
import { rasterDifference } from "@understudy/test-sources/raster-difference";
import { sourceFile } from "@understudy/test-sources/test-resources";
import sharp, { type Sharp } from "sharp";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Raster } from "../raster/raster.ts";
import { resample } from "../raster/resample.ts";
import type { Codec } from "./codec.ts";
import { imagescriptCodec } from "./imagescript-codec.ts";
import { createSharpCodec } from "./sharp-codec.ts";

const sharpCodec = createSharpCodec(sharp);
const [WIDTH, HEIGHT] = [229, 167];

/** Soft shapes and some noise: what photographs are made of. */
function picture(channels: 1 | 3 | 4) {
  const random = createRandom(5);
  const pixels = new Uint8Array(WIDTH * HEIGHT * channels);
  for (let index = 0; index < pixels.length; index++) {
    const pixel = Math.floor(index / channels);
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    pixels[index] = 120 + 70 * Math.sin(x / 23 + index) + 40 * Math.cos(y / 17 + (index % channels)) + random() * 16;
  }
  if (channels === 3) {
    for (let index = 0; index < pixels.length; index += 3) {
      const [x, y] = [(index / 3) % WIDTH, Math.floor(index / 3 / WIDTH)];
      for (let channel = 0; channel < 3; channel++) {
        pixels[index + channel] = 120 + 80 * Math.sin(x / 29 + channel) + 40 * Math.cos(y / 23) + random() * 12;
      }
    }
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels } });
}

const rgb = () => picture(3);
const FILES: readonly (readonly [name: string, encoder: () => Sharp, codecs: readonly Codec[]])[] = [
  ["JPEG", () => rgb().jpeg({ quality: 90, chromaSubsampling: "4:4:4" }), [imagescriptCodec, sharpCodec]],
  ["JPEG with halved colours", () => rgb().jpeg({ quality: 90 }), [imagescriptCodec, sharpCodec]],
  ["progressive JPEG", () => rgb().jpeg({ quality: 90, progressive: true }), [imagescriptCodec, sharpCodec]],
  ["grey JPEG", () => rgb().toColourspace("b-w").jpeg({ quality: 90 }), [imagescriptCodec, sharpCodec]],
  ["PNG", () => rgb().png(), [imagescriptCodec, sharpCodec]],
  ["transparent PNG", () => picture(4).png(), [imagescriptCodec, sharpCodec]],
  ["PNG of 16 bits", () => rgb().toColourspace("rgb16").png(), [imagescriptCodec, sharpCodec]],
  ["GIF", () => rgb().gif(), [imagescriptCodec, sharpCodec]],
  ["TIFF", () => rgb().tiff({ compression: "lzw" }), [imagescriptCodec, sharpCodec]],
  ["CMYK JPEG", () => rgb().toColourspace("cmyk").jpeg({ quality: 90 }), [sharpCodec]],
  ["WebP", () => rgb().webp({ quality: 90 }), [sharpCodec]],
  ["AVIF", () => rgb().avif({ quality: 80, effort: 0 }), [sharpCodec]],
];
const CASES = FILES.flatMap(([name, encoder, codecs]) =>
  codecs.map((codec) => [codec.name, name, codec, encoder] as const),
);

const SIZES = [
  [228, 166],
  [115, 84],
  [57, 41],
  [26, 160],
  [229, 11],
  [14, 11],
  [1, 1],
] as const;

/** With the colours multiplied by alpha: those of pixels that are hardly seen say nothing. */
function asSeen({ width, height, data }: Raster): Raster {
  const seen = data.map((value, index) => (index % 4 === 3 ? value : (value * data[index | 3]!) / 255));
  return { width, height, data: seen };
}

describe.each(CASES)("%s decodes a %s", (_, __, codec, encoder) => {
  it("to no less than the size that is asked for, close to what comes of all its pixels", async () => {
    const file = sourceFile("photo", new Uint8Array(await encoder().toBuffer()));
    const header = await codec.identify(file);
    const whole = await codec.decode(file, header);
    expect([whole.width, whole.height]).toEqual([WIDTH, HEIGHT]);
    for (const [width, height] of SIZES) {
      const decoded = await codec.decode(file, header, { width, height });
      expect(Math.min(decoded.width - width, decoded.height - height)).toBeGreaterThanOrEqual(0);
      const raster = resample(decoded, width, height, undefined, decoded.extent);
      const { mean, largest } = rasterDifference(asSeen(raster), asSeen(resample(whole, width, height)));
      // libvips takes an incomplete last block for a whole one, which shows when one pixel represents many.
      expect(mean, `${width} x ${height}`).toBeLessThan(width < 20 ? 5 : 2);
      expect(largest, `${width} x ${height}`).toBeLessThan(width < 20 ? 24 : 16);
    }
  });

  it("with the same verdict on damage, whatever the size", async () => {
    const bytes = new Uint8Array(await encoder().toBuffer());
    const whole = await codec.identify(sourceFile("photo", bytes));
    const random = createRandom(3);
    const log = vi.spyOn(console, "log").mockReturnValue();
    onTestFinished(() => log.mockRestore());
    const verdict = async (file: Uint8Array, size?: { width: number; height: number }): Promise<string | undefined> => {
      const source = sourceFile("photo", file);
      try {
        // sharp has to find it alone; imagescript's decoders are safe only with files whose structure was checked.
        const header = codec.name === "sharp" ? whole : await codec.identify(source);
        await codec.decode(source, header, size);
        return "fine";
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    for (let round = 0; round < 6; round++) {
      const at = Math.floor(bytes.length * (0.1 + random() * 0.9));
      const damaged = round % 2 === 0 ? bytes.slice(0, at) : bytes.slice().fill(0xff, at, at + 9);
      const expected = await verdict(damaged);
      for (const [width, height] of [
        [115, 84],
        [50, 37],
        [20, 15],
      ] as const) {
        expect(await verdict(damaged, { width, height }), `round ${round}, ${width} x ${height}`).toBe(expected);
      }
    }
    // Some decoders write warnings, and stdout may be the access log.
    expect(log).not.toHaveBeenCalled();
  });
});
