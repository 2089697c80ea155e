import sharp from "sharp";
import utif from "utif2";
import { createPicture, type Picture, type Subject, toPpm } from "../picture.ts";
import type { Recipe } from "../recipe.ts";
import { PILLOW, runPillow } from "./pillow.ts";
import { findProgram, IMAGEMAGICK, runEncoder } from "./programs.ts";
import { sharpOf } from "./sharp-input.ts";

const SIZES = [
  [96, 64],
  [61, 47],
  [130, 90],
  [16, 16],
] as const;
const subjects: readonly Subject[] = ["photo", "drawing", "noise"];

const recipe = (encoder: string, settings: string, make: Recipe["make"]): Recipe => ({
  name: `tiff/${encoder}-${settings}`,
  format: "tiff",
  encoder,
  make,
});

const sizeOf = (index: number): readonly [number, number] => SIZES[index % SIZES.length] ?? SIZES[0];
const picture = (index: number, alpha = false): Picture =>
  createPicture(subjects[index % 3]!, ...sizeOf(index), { alpha });

/** Valid TIFFs. */
export function tiffRecipes(): Recipe[] {
  return [...sharpRecipes(), ...utifRecipes(), ...tiffcpRecipes(), ...otherProgramRecipes()];
}

function sharpRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  let index = 0;
  for (const compression of ["none", "lzw", "deflate", "packbits"] as const) {
    for (const predictor of ["none", "horizontal"] as const) {
      if (predictor === "horizontal" && (compression === "none" || compression === "packbits")) continue;
      for (const tile of [false, true]) {
        const from = picture(index++);
        const through = picture(index, true);
        const options = { compression, predictor, tile, tileWidth: 32, tileHeight: 32 };
        const settings = `${compression}-${predictor}${tile ? "-tiled" : ""}`;
        recipes.push(
          recipe("sharp", `rgb-${settings}`, () => sharpOf(from).tiff(options).toBuffer()),
          recipe("sharp", `rgba-${settings}`, () => sharpOf(through).tiff(options).toBuffer()),
          recipe("sharp", `gray-${settings}`, () => sharpOf(from).toColourspace("b-w").tiff(options).toBuffer()),
          recipe("sharp", `rgb16-${settings}`, () => sharpOf(from).toColourspace("rgb16").tiff(options).toBuffer()),
        );
      }
    }
    for (const bitdepth of [1, 2, 4] as const) {
      const from = picture(index++);
      recipes.push(
        recipe("sharp", `gray${bitdepth}-${compression}`, () =>
          sharpOf(from).toColourspace("b-w").tiff({ compression, predictor: "none", bitdepth }).toBuffer(),
        ),
      );
    }
  }
  const photo = createPicture("photo", 150, 100);
  recipes.push(
    recipe("sharp", "jpeg", () => sharpOf(photo).tiff({ compression: "jpeg" }).toBuffer()),
    recipe("sharp", "jpeg-tiled", () => sharpOf(photo).tiff({ compression: "jpeg", tile: true }).toBuffer()),
    recipe("sharp", "webp", () => sharpOf(photo).tiff({ compression: "webp" }).toBuffer()),
    recipe("sharp", "zstd", () => sharpOf(photo).tiff({ compression: "zstd", predictor: "none" }).toBuffer()),
    recipe("sharp", "fax4", () =>
      sharpOf(photo).toColourspace("b-w").tiff({ compression: "ccittfax4", bitdepth: 1 }).toBuffer(),
    ),
    recipe("sharp", "bigtiff", () => sharpOf(photo).tiff({ compression: "lzw", bigtiff: true }).toBuffer()),
    recipe("sharp", "pyramid", () =>
      sharpOf(photo)
        .tiff({ compression: "deflate", pyramid: true, tile: true, tileWidth: 32, tileHeight: 32 })
        .toBuffer(),
    ),
    recipe("sharp", "p3", () => sharpOf(photo).withIccProfile("p3").tiff({ compression: "lzw" }).toBuffer()),
    recipe("sharp", "exif", () =>
      sharpOf(photo)
        .withExif({ IFD0: { Artist: "Nobody" } })
        .tiff()
        .toBuffer(),
    ),
    recipe("sharp", "large", () =>
      sharpOf(createPicture("photo", 500, 400))
        .tiff({ compression: "lzw" })
        .toBuffer(),
    ),
    recipe("sharp", "pages", async () => {
      const pages = await Promise.all(
        [0, 1].map((page) =>
          sharpOf(picture(0, page === 9))
            .png()
            .toBuffer(),
        ),
      );
      return sharp(pages, { join: { animated: true } })
        .tiff({ compression: "lzw" })
        .toBuffer();
    }),
  );
  return recipes;
}

function utifRecipes(): Recipe[] {
  return [0, 1, 2, 3, 4].map((index) => {
    const from = picture(index, index > 2);
    return recipe(
      "utif2",
      `rgba-${index}`,
      async () => new Uint8Array(utif.encodeImage(from.data, from.width, from.height)),
    );
  });
}

const TIFFCP_COMPRESSIONS = ["none", "lzw", "lzw:2", "zip", "zip:2", "packbits"];
const TIFFCP_LAYOUTS: readonly (readonly string[])[] = [
  ["-s", "-r", "1"],
  ["-s", "-r", "10"],
  ["-s", "-r", "16", "-p", "separate"],
  ["-t", "-w", "32", "-l", "16"],
  ["-t", "-w", "16", "-l", "48", "-p", "separate"],
  ["-B", "-r", "20"],
  ["-8", "-r", "7"],
  ["-f", "lsb2msb", "-r", "30"],
];

function tiffcpRecipes(): Recipe[] {
  const tiffcp = findProgram("tiffcp");
  if (tiffcp === undefined) return [];
  const recipes: Recipe[] = [];
  const named = (settings: readonly string[]) => settings.join("").replaceAll(/[^a-z0-9-]/gi, "");
  let index = 0;
  for (const compression of TIFFCP_COMPRESSIONS) {
    for (const layout of TIFFCP_LAYOUTS) {
      const from = picture(index++);
      const make = async () => {
        const tiff = await sharpOf(from).tiff({ compression: "none", predictor: "none" }).toBuffer();
        return runEncoder(tiffcp, [...layout, "-c", compression, "IN", "OUT"], tiff, { from: ".tif", to: ".tif" });
      };
      recipes.push(recipe("tiffcp", `${compression.replace(":", "-p")}${named(layout)}`, make));
    }
  }
  for (const compression of ["g3", "g3:2d", "g3:fill", "g4", "packbits", "lzw", "zip"]) {
    const make = async () => {
      const gray = sharpOf(picture(0)).toColourspace("b-w");
      const tiff = await gray.tiff({ compression: "none", predictor: "none", bitdepth: 1 }).toBuffer();
      return runEncoder(tiffcp, ["-c", compression, "IN", "OUT"], tiff, { from: ".tif", to: ".tif" });
    };
    recipes.push(recipe("tiffcp", `bilevel-${compression.replace(":", "-")}`, make));
  }
  return recipes;
}

const MAGICK: readonly (readonly string[])[] = [
  ["-compress", "None", "-endian", "MSB"],
  ["-compress", "LZW", "-endian", "MSB"],
  ["-compress", "Zip", "-endian", "LSB"],
  ["-compress", "RLE"],
  ["-compress", "LZW", "-define", "tiff:rows-per-strip=5"],
  ["-compress", "Zip", "-define", "tiff:tile-geometry=32x32"],
  ["-compress", "LZW", "-colors", "16", "-type", "Palette"],
  ["-compress", "None", "-monochrome"],
  ["-compress", "Group4", "-monochrome"],
  ["-compress", "Zip", "-depth", "16"],
  ["-compress", "LZW", "-colorspace", "CMYK"],
  ["-compress", "LZW", "-alpha", "set", "-channel", "A", "-evaluate", "set", "50%"],
  ["-compress", "JPEG", "-quality", "80"],
  ["-compress", "None", "-colorspace", "Gray", "-define", "quantum:polarity=min-is-white"],
  ["-compress", "LZW", "-colorspace", "Lab"],
];

const PILLOW_COMPRESSIONS = ["raw", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits", "jpeg"];

function otherProgramRecipes(): Recipe[] {
  const recipes: Recipe[] = [];
  const magick = IMAGEMAGICK;
  if (magick !== undefined) {
    for (const [index, settings] of MAGICK.entries()) {
      const name = settings.join("").replaceAll(/-compress|[^a-z0-9]/gi, "");
      const from = toPpm(picture(index));
      recipes.push(recipe("imagemagick", name, () => runEncoder(magick, ["IN", ...settings, "tiff:OUT"], from)));
    }
  }
  const pamtotiff = findProgram("pamtotiff");
  if (pamtotiff !== undefined) {
    for (const settings of [
      ["-none"],
      ["-lzw"],
      ["-packbits"],
      ["-lzw", "-predictor=2"],
      ["-flate", "-rowsperstrip=3"],
    ]) {
      const make = () => runEncoder(pamtotiff, [...settings, "-truecolor", "-output=OUT", "IN"], toPpm(picture(1)));
      recipes.push(recipe("netpbm", settings.join("").slice(1), make));
    }
  }
  if (PILLOW) {
    for (const compression of PILLOW_COMPRESSIONS) {
      for (const mode of ["RGB", "L", "P"]) {
        if (mode === "P" && compression === "jpeg") continue;
        const line = `image.convert('${mode}').save(out, 'TIFF', compression='${compression}', dpi=(72, 72))`;
        recipes.push(recipe("pillow", `${mode}-${compression}`, () => runPillow(line, picture(2))));
      }
    }
  }
  return recipes;
}
