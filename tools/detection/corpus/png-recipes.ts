import { encode as fastPng, type IndexedColorBitDepth } from "fast-png";
import { Image } from "imagescript";
import { PNG } from "pngjs";
import UPNG from "upng-js";
import { createPicture, type Picture, type Subject, toPpm, withPalette } from "../picture.ts";
import type { Recipe } from "../recipe.ts";
import { PILLOW, runPillow } from "./pillow.ts";
import { findProgram, IMAGEMAGICK, runEncoder } from "./programs.ts";
import { sharpOf } from "./sharp-input.ts";

const SIZES = [
  [96, 64],
  [61, 47],
  [120, 90],
  [7, 65],
  [16, 16],
  [1, 1],
] as const;
const subjects: readonly Subject[] = ["photo", "drawing", "noise"];

const recipe = (encoder: string, settings: string, make: Recipe["make"]): Recipe => ({
  name: `png/${encoder}-${settings}`,
  format: "png",
  encoder,
  make,
});

const sizeOf = (index: number): readonly [number, number] => SIZES[index % SIZES.length] ?? SIZES[0];
const picture = (index: number, alpha = false): Picture =>
  createPicture(subjects[index % 3]!, ...sizeOf(index), { alpha });

/** Valid PNGs. */
export function pngRecipes(): Recipe[] {
  return [...sharpRecipes(), ...pngjsRecipes(), ...fastPngRecipes(), ...upngRecipes(), ...programRecipes()];
}

function sharpRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  let index = 0;
  for (const progressive of [false, true]) {
    for (const adaptiveFiltering of [false, true]) {
      for (const compressionLevel of [0, 6, 9]) {
        const from = picture(index++);
        const through = picture(index, true);
        const options = { progressive, adaptiveFiltering, compressionLevel };
        const settings = `${progressive ? "interlaced-" : ""}${adaptiveFiltering ? "filtered-" : ""}level${compressionLevel}`;
        recipes.push(
          recipe("sharp", `rgb-${settings}`, () => sharpOf(from).png(options).toBuffer()),
          recipe("sharp", `rgba-${settings}`, () => sharpOf(through).png(options).toBuffer()),
          recipe("sharp", `gray-${settings}`, () => sharpOf(from).toColourspace("b-w").png(options).toBuffer()),
          recipe("sharp", `rgb16-${settings}`, () => sharpOf(from).toColourspace("rgb16").png(options).toBuffer()),
          recipe("sharp", `gray16-${settings}`, () => sharpOf(from).toColourspace("grey16").png(options).toBuffer()),
        );
      }
    }
    for (const colours of [2, 4, 16, 256]) {
      const from = picture(index++, colours === 256);
      recipes.push(
        recipe("sharp", `palette${colours}${progressive ? "-interlaced" : ""}`, () =>
          sharpOf(from).png({ palette: true, colours, progressive }).toBuffer(),
        ),
      );
    }
  }
  recipes.push(
    recipe("sharp", "p3", () => sharpOf(picture(0)).withIccProfile("p3").png().toBuffer()),
    recipe("sharp", "exif", () =>
      sharpOf(picture(0))
        .withExif({ IFD0: { Artist: "Nobody" } })
        .png()
        .toBuffer(),
    ),
    recipe("sharp", "large", () =>
      sharpOf(createPicture("drawing", 600, 400))
        .png()
        .toBuffer(),
    ),
  );
  return recipes;
}

function pngjsRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  for (const colorType of [0, 2, 4, 6]) {
    for (const filterType of [0, 1, 2, 3, 4, -1]) {
      const from = picture(colorType + filterType + 1, true);
      const options = { colorType, filterType, deflateLevel: filterType === 2 ? 1 : 9 };
      recipes.push(
        recipe("pngjs", `type${colorType}-filter${filterType < 0 ? "-all" : filterType}`, async () =>
          PNG.sync.write({ ...from, data: Buffer.from(from.data) }, options),
        ),
      );
    }
  }
  return recipes;
}

function fastPngRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  for (const channels of [1, 2, 3, 4]) {
    for (const depth of [8, 16] as const) {
      const { width, height, data } = picture(channels);
      const count = width * height * channels;
      const samples = depth === 8 ? data.slice(0, count) : Uint16Array.from(data.slice(0, count), (byte) => byte * 257);
      recipes.push(
        recipe("fast-png", `${channels}x${depth}`, async () =>
          fastPng({ width, height, data: samples, depth, channels, text: { Title: "A picture" } }),
        ),
      );
    }
  }
  for (const depth of [1, 2, 4, 8] as readonly IndexedColorBitDepth[]) {
    const from = picture(0);
    const { indices, palette } = withPalette(from, 2 ** depth);
    // It takes packed rows.
    const data = packRows(indices, from.width, from.height, depth);
    recipes.push(
      recipe("fast-png", `palette-${depth}-bit`, async () =>
        fastPng({ ...from, data, depth, channels: 1, palette: palette as [number, number, number][] }),
      ),
    );
  }
  return recipes;
}

function packRows(indices: Uint8Array, width: number, height: number, depth: number): Uint8Array {
  const stride = Math.ceil((width * depth) / 8);
  const packed = new Uint8Array(stride * height);
  for (const [index, value] of indices.entries()) {
    const bit = (index % width) * depth;
    const at = Math.floor(index / width) * stride + (bit >> 3);
    packed[at] = packed[at]! | (value << (8 - depth - (bit & 7)));
  }
  return packed;
}

function upngRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  const buffer = ({ data }: Picture) => data.slice().buffer;
  for (const [index, colors] of [0, 2, 4, 16, 64, 256].entries()) {
    const from = picture(index, index % 2 === 1);
    recipes.push(
      recipe(
        "upng-js",
        `${colors}-colours`,
        async () => new Uint8Array(UPNG.encode([buffer(from)], from.width, from.height, colors)),
      ),
      recipe("upng-js", `animated-${colors}-colours`, async () => {
        const frames = [0, 1, 2].map((frame) => createPicture("photo", 60, 40, { seed: String(frame) }));
        return new Uint8Array(UPNG.encode(frames.map(buffer), 60, 40, colors, [50, 60, 70]));
      }),
      recipe("imagescript", `level${Math.min(3, index)}-${index}`, async () => {
        const image = new Image(from.width, from.height);
        image.bitmap.set(from.data);
        return image.encode(Math.min(3, index) as 0 | 1 | 2 | 3);
      }),
    );
  }
  return recipes;
}

const MAGICK: readonly (readonly string[])[] = [
  ["-define", "png:bit-depth=1", "-monochrome"],
  ["-define", "png:color-type=0", "-define", "png:bit-depth=2", "-colorspace", "Gray"],
  ["-define", "png:color-type=0", "-define", "png:bit-depth=4", "-colorspace", "Gray"],
  ["-define", "png:color-type=3", "-colors", "5"],
  ["-define", "png:color-type=3", "-colors", "16", "-interlace", "PNG"],
  ["-define", "png:color-type=2", "-depth", "16"],
  ["-define", "png:color-type=6", "-alpha", "set", "-interlace", "PNG"],
  ["-define", "png:color-type=4", "-alpha", "set", "-colorspace", "Gray"],
  ["-define", "png:compression-filter=5"],
  ["-define", "png:compression-strategy=2", "-define", "png:compression-level=3"],
  ["-set", "comment", "A comment", "-density", "300"],
  ["-gamma", "1.5", "-interlace", "PNG"],
];

function programRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  const from = (index: number) => toPpm(picture(index));
  const magick = IMAGEMAGICK;
  if (magick !== undefined) {
    for (const [index, settings] of MAGICK.entries()) {
      const name = settings.join("").replaceAll(/-define|png:|[:= ]/g, "");
      recipes.push(
        recipe("imagemagick", name, () =>
          runEncoder(magick, ["IN", ...settings, "-define", "png:exclude-chunk=date,tIME", "png:OUT"], from(index % 3)),
        ),
      );
    }
  }
  const pnmtopng = findProgram("pnmtopng");
  if (pnmtopng !== undefined) {
    for (const settings of [[], ["-interlace"], ["-force"], ["-compression", "1"], ["-gamma", "0.45"], ["-paeth"]]) {
      const make = () => runEncoder(pnmtopng, [...settings, "IN"], from(settings.length));
      recipes.push(recipe("netpbm", `plain${settings.join("")}`, make));
    }
  }
  const optipng = findProgram("optipng");
  if (optipng !== undefined) {
    for (const settings of [
      ["-o1", "-i0"],
      ["-o2", "-i1"],
      ["-o5", "-i0"],
    ]) {
      const make = async () => {
        const png = await sharpOf(picture(settings[0]!.charCodeAt(2)))
          .png()
          .toBuffer();
        return runEncoder(optipng, ["-quiet", ...settings, "-out", "OUT", "IN"], png, { from: ".png", to: ".png" });
      };
      recipes.push(recipe("optipng", settings.join(""), make));
    }
  }
  if (PILLOW) {
    for (const mode of ["1", "L", "LA", "P", "RGB", "RGBA", "I"]) {
      const make = () =>
        runPillow(`image.convert('${mode}').save(out, 'PNG', optimize=True, dpi=(96, 96))`, picture(2));
      recipes.push(recipe("pillow", `mode-${mode}`, make));
    }
  }
  return recipes;
}
