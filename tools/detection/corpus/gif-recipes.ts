import gifenc from "gifenc";
import { Frame, GIF } from "imagescript";
import { GifWriter } from "omggif";
import sharp from "sharp";
import { createPicture, type Picture, type Subject, toPpm, withPalette } from "../picture.ts";
import type { Recipe } from "../recipe.ts";
import { PILLOW, runPillow } from "./pillow.ts";
import { findProgram, IMAGEMAGICK, runEncoder } from "./programs.ts";
import { sharpOf } from "./sharp-input.ts";

const SIZES = [
  [96, 64],
  [61, 47],
  [120, 33],
  [16, 16],
  [1, 1],
] as const;
const subjects: readonly Subject[] = ["photo", "drawing", "noise", "flat"];

const recipe = (encoder: string, settings: string, make: Recipe["make"]): Recipe => ({
  name: `gif/${encoder}-${settings}`,
  format: "gif",
  encoder,
  make,
});

const sizeOf = (index: number): readonly [number, number] => SIZES[index % SIZES.length] ?? SIZES[0];
const picture = (index: number, alpha = false): Picture =>
  createPicture(subjects[index % 4]!, ...sizeOf(index), { alpha });
const frames = (count: number): Picture[] =>
  Array.from({ length: count }, (_, index) => createPicture("drawing", 48, 40, { seed: String(index) }));

/** Valid GIFs, still and animated. */
export function gifRecipes(): Recipe[] {
  return [...sharpRecipes(), ...omggifRecipes(), ...otherScriptRecipes(), ...programRecipes()];
}

function sharpRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  let index = 0;
  for (const colours of [2, 5, 16, 64, 256]) {
    for (const progressive of [false, true]) {
      for (const alpha of [false, true]) {
        const from = picture(index++, alpha);
        recipes.push(
          recipe("sharp", `${colours}-colours${progressive ? "-interlaced" : ""}${alpha ? "-alpha" : ""}`, () =>
            sharpOf(from).gif({ colours, progressive, effort: 3 }).toBuffer(),
          ),
        );
      }
    }
  }
  for (const interFrameMaxError of [0, 16]) {
    recipes.push(
      recipe("sharp", `animated-error${interFrameMaxError}`, async () => {
        const pages = await Promise.all(frames(4).map((frame) => sharpOf(frame).png().toBuffer()));
        return sharp(pages, { join: { animated: true } })
          .gif({ delay: 80, interFrameMaxError })
          .toBuffer();
      }),
    );
  }
  return recipes;
}

function omggifRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  for (const [index, colors] of [2, 4, 8, 16, 32, 64, 128, 256].entries()) {
    const from = picture(index);
    const { indices, palette } = withPalette(from, colors);
    const colorNumbers = palette.map(([red = 0, green = 0, blue = 0]) => (red << 16) | (green << 8) | blue);
    const write = (options: object, frameOptions: object, count: number) => async () => {
      const bytes = new Uint8Array(100_000 + indices.length * 4 * count);
      const writer = new GifWriter(bytes, from.width, from.height, options);
      for (let frame = 0; frame < count; frame++) {
        writer.addFrame(0, 0, from.width, from.height, [...indices], { ...frameOptions, delay: 5 + frame });
      }
      return bytes.slice(0, writer.end());
    };
    recipes.push(
      recipe("omggif", `${colors}-colours`, write({ palette: colorNumbers }, {}, 1)),
      recipe("omggif", `${colors}-colours-local`, write({}, { palette: colorNumbers }, 1)),
      recipe("omggif", `${colors}-colours-loop`, write({ palette: colorNumbers, loop: 0 }, { disposal: 2 }, 3)),
      recipe("omggif", `${colors}-colours-transparent`, write({ palette: colorNumbers }, { transparent: 0 }, 2)),
    );
  }
  return recipes;
}

function otherScriptRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  for (const [index, colors] of [2, 7, 16, 100, 256].entries()) {
    const from = picture(index);
    recipes.push(
      recipe("gifenc", `${colors}-colours`, async () => {
        const encoder = gifenc.GIFEncoder();
        const palette = gifenc.quantize(from.data, colors);
        const options = { palette, ...(index % 2 === 0 ? {} : { transparent: true, transparentIndex: 0 }) };
        encoder.writeFrame(gifenc.applyPalette(from.data, palette), from.width, from.height, options);
        encoder.finish();
        return encoder.bytes();
      }),
      recipe("gifenc", `${colors}-colours-animated`, async () => {
        const encoder = gifenc.GIFEncoder();
        for (const frame of frames(3)) {
          const palette = gifenc.quantize(frame.data, colors);
          encoder.writeFrame(gifenc.applyPalette(frame.data, palette), frame.width, frame.height, {
            palette,
            delay: 60,
          });
        }
        encoder.finish();
        return encoder.bytes();
      }),
    );
  }
  for (const count of [1, 2, 5]) {
    recipes.push(
      recipe("imagescript", `${count}-frames`, async () => {
        const gif = new GIF(
          frames(count).map(({ width, height, data }) => {
            const frame = new Frame(width, height, 100);
            frame.bitmap.set(data);
            return frame;
          }),
        );
        return gif.encode();
      }),
    );
  }
  return recipes;
}

const MAGICK: readonly (readonly string[])[] = [
  ["-colors", "256"],
  ["-colors", "3"],
  ["-monochrome"],
  ["-interlace", "GIF", "-colors", "32"],
  ["-set", "comment", "A comment"],
  ["-colors", "64", "-bordercolor", "none", "-border", "4"],
  ["-compress", "None", "-colors", "16"],
];

const GIFSICLE: readonly (readonly string[])[] = [
  ["-O1"],
  ["-O3"],
  ["--interlace"],
  ["--colors", "8"],
  ["--crop", "5,5-20,20"],
  ["--comment", "A comment"],
  ["--loopcount=3", "--delay", "7"],
  ["--lossy=80"],
];

function programRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  const named = (settings: readonly string[]) => settings.join("").replaceAll(/[^a-z0-9]/gi, "");
  const magick = IMAGEMAGICK;
  if (magick !== undefined) {
    for (const [index, settings] of MAGICK.entries()) {
      const from = toPpm(picture(index % 3));
      recipes.push(
        recipe("imagemagick", named(settings), () => runEncoder(magick, ["IN", ...settings, "gif:OUT"], from)),
      );
    }
    for (const layers of ["Optimize", "OptimizeTransparency", "CompareAny"]) {
      const make = () =>
        runEncoder(magick, ["-delay", "10", "IN", "-layers", layers, "-loop", "0", "gif:OUT"], frames(4).map(toPpm));
      recipes.push(recipe("imagemagick", `animated-${layers}`, make));
    }
  }
  const gifsicle = findProgram("gifsicle");
  if (gifsicle !== undefined) {
    for (const settings of GIFSICLE) {
      const make = async () => {
        const still = await sharpOf(createPicture("photo", 50, 40))
          .gif({ colours: 60 })
          .toBuffer();
        return runEncoder(gifsicle, [...settings, "IN", "-o", "OUT"], [still, still], { from: ".gif" });
      };
      recipes.push(recipe("gifsicle", named(settings), make));
    }
  }
  const ppmtogif = findProgram("ppmtogif");
  const quant = findProgram("pnmquant");
  if (ppmtogif !== undefined && quant !== undefined) {
    for (const settings of [[], ["-interlace"], ["-nolzw"], ["-sort"], ["-comment=note"]]) {
      const make = async () => {
        const quantized = await runEncoder(quant, [settings.length > 0 ? "100" : "5", "IN"], toPpm(picture(0)));
        return runEncoder(ppmtogif, [...settings, "IN"], quantized);
      };
      recipes.push(recipe("netpbm", `plain${named(settings)}`, make));
    }
  }
  if (PILLOW) {
    for (const [index, settings] of ["", "interlace=0", "optimize=True", "transparency=3"].entries()) {
      const make = () => runPillow(`image.quantize(90).save(out, 'GIF', ${settings})`, picture(index % 3));
      recipes.push(recipe("pillow", `still-${named([settings])}`, make));
    }
    const line = "image.save(out, 'GIF', save_all=True, append_images=images[1:], duration=90, loop=0)";
    recipes.push(recipe("pillow", "animated", () => runPillow(line, ...frames(4))));
  }
  return recipes;
}
