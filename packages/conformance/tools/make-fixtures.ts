/** Writes `packages/conformance/fixtures`: valid sources, the same bytes at every run. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeMatrixProfile } from "@understudy/test-sources/matrix-profile";
import { SRGB_PRIMARIES } from "@understudy/test-sources/rgb-primaries";
import { Frame, GIF, Image } from "imagescript";
import sharp from "sharp";
import { createNoise } from "../src/fixtures/noise.ts";

const folder = join(import.meta.dirname, "../fixtures");
await mkdir(folder, { recursive: true });

/** Noise over a gradient: it does not compress away, so that damage anywhere in the file meets picture data. */
function noisyPicture(width: number, height: number, seed: number): Image {
  const noise = createNoise(seed);
  const picture = new Image(width, height);
  for (let y = 1; y <= height; y++) {
    for (let x = 1; x <= width; x++) {
      const shade = (base: number) => Math.min(255, Math.max(0, Math.round(base + (noise() - 0.5) * 120)));
      const colour = Image.rgbaToColor(shade((x / width) * 255), shade((y / height) * 255), shade(128), 255);
      picture.setPixelAt(x, y, colour);
    }
  }
  return picture;
}

await writeFile(join(folder, "noisy.jpg"), await noisyPicture(120, 90, 1).encodeJPEG(80));
const { width, height, bitmap } = noisyPicture(100, 75, 4);
const raw = { width, height, channels: 4 } as const;
const cmyk = sharp(bitmap, { raw }).removeAlpha().toColourspace("cmyk").jpeg({ quality: 80 });
await writeFile(join(folder, "noisy-cmyk.jpg"), await cmyk.toBuffer());
await writeFile(join(folder, "noisy.png"), await noisyPicture(80, 60, 2).encode(6, { creationTime: 0 }));
const frame = Frame.from(noisyPicture(64, 48, 3), 100);
await writeFile(join(folder, "noisy.gif"), await new GIF([frame], 0).encode(90));
await writeFile(
  join(folder, "tiny-rgb.icc"),
  writeMatrixProfile({
    description: "Tiny RGB",
    copyright: "No copyright, use freely",
    version: 0x02400000,
    primaries: SRGB_PRIMARIES,
    gamma: 2.2,
  }),
);

const font = createRequire(import.meta.url).resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf");
await copyFile(font, join(folder, "Inter-Regular.ttf"));
await copyFile(join(dirname(font), "../LICENSE_FONT"), join(folder, "Inter-Regular.OFL.txt"));
