import { rasterDifference } from "@understudy/test-sources/raster-difference";
import { createRgbProfile, STEEP } from "@understudy/test-sources/rgb-profile";
import { TEST_SETTINGS, testResources } from "@understudy/test-sources/test-resources";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { parseCommands } from "../commands/parse-commands.ts";
import type { Codec } from "./codec/codec.ts";
import { imagescriptCodec } from "./codec/imagescript-codec.ts";
import { createSharpCodec } from "./codec/sharp-codec.ts";
import type { Raster } from "./raster/raster.ts";
import { renderImage } from "./render-image.ts";

const [WIDTH, HEIGHT] = [203, 149];

/** Soft shapes, so that what is shown at another place or in another colour shows. */
const pixels = new Uint8Array(WIDTH * HEIGHT * 3).map((_, index) => {
  const pixel = Math.floor(index / 3);
  return 120 + 70 * Math.sin((pixel % WIDTH) / 31 + (index % 3)) + 50 * Math.cos(Math.floor(pixel / WIDTH) / 23);
});
const photo = sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
const files = {
  images: {
    jpeg: new Uint8Array(await photo.clone().jpeg({ quality: 92 }).toBuffer()),
    png: new Uint8Array(await photo.clone().png().toBuffer()),
  },
  profiles: { steep: createRgbProfile(STEEP) },
};

/** A codec that decodes every file in full, so that everything is scaled by the resampler and in its own place. */
function inFull(codec: Codec): Codec {
  return { ...codec, decode: (file, header) => codec.decode(file, header) };
}

async function render(query: string, src: string, codec: Codec): Promise<Raster> {
  const tools = { codec, watch: <T>(_: string, work: () => Promise<T>) => work() };
  const { commands } = parseCommands(`${query}&fmt=png-alpha`);
  const { bytes } = await renderImage(commands, src, testResources(files), TEST_SETTINGS, tools);
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

describe.each([imagescriptCodec, createSharpCodec(sharp)])("an image decoded smaller by $name", (codec) => {
  it.each([
    "wid=50",
    "hei=33",
    "wid=41&hei=60&fit=crop&align=1,-1",
    "wid=41&hei=60&fit=stretch",
    "wid=300&hei=20&fit=fit",
    "wid=90&hei=90&bgc=FF0000",
    "scl=3.7",
    "scl=3&wid=20&hei=20&align=-1,1",
    "wid=60&flip=lr",
    "layer=0&flip=ud&layer=comp&wid=60",
    "layer=0&opac=40&layer=comp&wid=44",
    "layer=0&crop=20,10,150,100&layer=comp&wid=30",
    "layer=0&rotate=30&layer=comp&wid=50",
    "layer=0&size=70,70&layer=comp&wid=50",
    "wid=50&icc=steep",
    "layer=0&size=60,60&layer=1&src=png&size=30,30&pos=10,5",
    "wid=203",
    "wid=260",
  ])("shows the same as one decoded in full: %s", async (query) => {
    for (const src of ["jpeg", "png"]) {
      const smaller = await render(query, src, codec);
      // Throws for another size.
      const { mean, largest } = rasterDifference(smaller, await render(query, src, inFull(codec)));
      expect(mean).toBeLessThan(1.2);
      expect(largest).toBeLessThan(12);
    }
  });
});
