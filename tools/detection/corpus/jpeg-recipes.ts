import { Image } from "imagescript";
import jpegJs from "jpeg-js";
import sharp from "sharp";
import { createPicture, type Picture, type Subject, toPpm } from "../picture.ts";
import type { Recipe } from "../recipe.ts";
import { PILLOW, runPillow } from "./pillow.ts";
import { findProgram, IMAGEMAGICK, runEncoder } from "./programs.ts";
import { sharpOf } from "./sharp-input.ts";

const SIZES = [
  [200, 133],
  [67, 45],
  [128, 128],
  [33, 200],
  [8, 8],
  [1, 1],
] as const;

const recipe = (encoder: string, settings: string, make: Recipe["make"]): Recipe => ({
  name: `jpeg/${encoder}-${settings}`,
  format: "jpeg",
  encoder,
  make,
});

const size = (index: number): readonly [number, number] => SIZES[index % SIZES.length] ?? SIZES[0];
const picture = (subject: Subject, index: number): Picture => createPicture(subject, ...size(index));
const subjects: readonly Subject[] = ["photo", "drawing", "noise"];

/** Valid JPEGs. */
export function jpegRecipes(): Recipe[] {
  return [...sharpRecipes(), ...scriptRecipes(), ...libjpegRecipes(), ...magickRecipes(), ...pillowRecipes()];
}

function sharpRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  let index = 0;
  for (const quality of [20, 75, 95]) {
    for (const chromaSubsampling of ["4:2:0", "4:4:4"]) {
      for (const mode of ["baseline", "progressive", "mozjpeg", "plain"] as const) {
        for (const gray of [false, true]) {
          const from = picture(subjects[index % 3]!, index++);
          const settings = `q${quality}-${chromaSubsampling.replaceAll(":", "")}-${mode}${gray ? "-gray" : ""}`;
          recipes.push(
            recipe("sharp", settings, () =>
              sharpOf(from)
                .toColourspace(gray ? "b-w" : "srgb")
                .jpeg({
                  quality,
                  chromaSubsampling,
                  progressive: mode === "progressive",
                  mozjpeg: mode === "mozjpeg",
                  optimiseCoding: mode !== "plain",
                })
                .toBuffer(),
            ),
          );
        }
      }
    }
  }
  const photo = createPicture("photo", 180, 120);
  recipes.push(
    recipe("sharp", "exif", () =>
      sharpOf(photo)
        .withExif({ IFD0: { Artist: "Nobody", Copyright: "None" } })
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    ),
    recipe("sharp", "p3", () => sharpOf(photo).withIccProfile("p3").jpeg().toBuffer()),
    recipe("sharp", "cmyk", () => sharpOf(photo).toColourspace("cmyk").jpeg().toBuffer()),
    recipe("sharp", "xmp", () => sharpOf(photo).withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>").jpeg().toBuffer()),
    recipe("sharp", "large", () =>
      sharp(createPicture("photo", 700, 500).data, raw(700, 500))
        .jpeg()
        .toBuffer(),
    ),
  );
  return recipes;
}

const raw = (width: number, height: number) => ({ raw: { width, height, channels: 4 } }) as const;

function scriptRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  for (const [index, quality] of ([5, 30, 50, 80, 95, 100] as const).entries()) {
    for (const subject of subjects) {
      const from = picture(subject, index + subject.length);
      recipes.push(
        recipe(
          "jpeg-js",
          `q${quality}-${subject}`,
          async () => jpegJs.encode({ ...from, data: from.data }, quality).data,
        ),
        recipe("imagescript", `q${quality}-${subject}`, async () => {
          const image = new Image(from.width, from.height);
          image.bitmap.set(from.data);
          return image.encodeJPEG(quality);
        }),
      );
    }
  }
  return recipes;
}

/** Settings that only libjpeg's own programs reach: restart markers, scan scripts, odd sampling. */
const CJPEG: readonly (readonly string[])[] = [
  ["-restart", "1"],
  ["-restart", "3B"],
  ["-restart", "1B", "-progressive"],
  ["-restart", "2", "-grayscale"],
  ["-restart", "5B", "-sample", "2x2", "-optimize"],
  ["-sample", "1x1"],
  ["-sample", "2x1"],
  ["-sample", "1x2"],
  ["-sample", "2x2"],
  ["-sample", "4x1"],
  ["-sample", "4x2"],
  ["-sample", "2x1,1x1,1x1", "-progressive"],
  ["-sample", "1x2,1x1,1x1", "-progressive"],
  ["-sample", "2x2,2x1,2x1"],
  ["-sample", "2x2,1x2,1x2"],
  ["-sample", "2x2,2x1,1x2"],
  ["-sample", "3x1,1x1,1x1"],
  ["-rgb"],
  ["-rgb", "-progressive"],
  ["-quality", "100", "-dct", "float"],
  ["-quality", "1"],
  ["-quality", "3", "-baseline"],
  ["-quality", "60", "-progressive", "-grayscale"],
  ["-quality", "90,70", "-optimize"],
  ["-smooth", "20"],
  ["-arithmetic"],
  ["-arithmetic", "-progressive"],
];

const JPEGTRAN: readonly (readonly string[])[] = [
  ["-progressive"],
  ["-optimize"],
  ["-restart", "1B"],
  ["-restart", "4B", "-progressive"],
  ["-rotate", "90"],
  ["-grayscale"],
  ["-crop", "40x24+8+8"],
  ["-copy", "none", "-flip", "vertical"],
];

function libjpegRecipes(): Recipe[] {
  const cjpeg = findProgram("cjpeg");
  const jpegtran = findProgram("jpegtran");
  const recipes: Recipe[] = [];
  for (const [index, settings] of CJPEG.entries()) {
    for (const subject of ["photo", "drawing"] as const) {
      const from = picture(subject, index % 4);
      if (cjpeg === undefined) continue;
      recipes.push(
        recipe("cjpeg", `${subject}${settings.join("")}`, () => runEncoder(cjpeg, [...settings, "IN"], toPpm(from))),
      );
    }
  }
  for (const settings of JPEGTRAN) {
    if (jpegtran === undefined) continue;
    const make = async () => {
      const jpeg = await sharpOf(createPicture("photo", 96, 80))
        .jpeg({ quality: 85 })
        .toBuffer();
      return runEncoder(jpegtran, [...settings, "IN"], jpeg, { from: ".jpg" });
    };
    recipes.push(recipe("jpegtran", settings.join("").replaceAll("-", ""), make));
  }
  return recipes;
}

const MAGICK: readonly (readonly string[])[] = [
  ["-quality", "92"],
  ["-quality", "50", "-interlace", "JPEG"],
  ["-sampling-factor", "4:1:1"],
  ["-sampling-factor", "4:1:0"],
  ["-sampling-factor", "4:4:0"],
  ["-sampling-factor", "4:2:2", "-interlace", "Plane"],
  ["-colorspace", "Gray"],
  ["-colorspace", "CMYK"],
  ["-define", "jpeg:optimize-coding=off"],
  ["-define", "jpeg:dct-method=fast"],
  ["-set", "comment", "A comment"],
  ["-density", "300x300", "-units", "PixelsPerInch"],
];

function magickRecipes(): Recipe[] {
  const program = IMAGEMAGICK;
  if (program === undefined) return [];
  return MAGICK.flatMap((settings, index) =>
    (["photo", "drawing"] as const).map((subject) =>
      recipe("imagemagick", `${subject}${settings.join("").replaceAll(/[:= ]/g, "")}`, () =>
        runEncoder(program, ["IN", ...settings, "jpeg:OUT"], toPpm(picture(subject, index % 4))),
      ),
    ),
  );
}

const PILLOW_SETTINGS = [
  "quality=75",
  "quality=95, subsampling=0",
  "quality=60, subsampling=1",
  "quality=85, progressive=True",
  "quality=40, optimize=True, dpi=(72, 72)",
  "quality=90, comment=b'hello'",
  "quality='web_high'",
];

function pillowRecipes(): Recipe[] {
  if (!PILLOW) return [];
  return PILLOW_SETTINGS.flatMap((settings, index) =>
    ["RGB", "L"].map((mode) =>
      recipe("pillow", `${mode}-${settings.replaceAll(/[^a-z0-9]+/gi, "-")}`, () =>
        runPillow(`image.convert('${mode}').save(out, 'JPEG', ${settings})`, picture("photo", index % 4)),
      ),
    ),
  );
}
