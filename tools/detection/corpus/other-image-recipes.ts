import { createPicture } from "../picture.ts";
import type { Recipe } from "../recipe.ts";
import { PILLOW, runPillow } from "./pillow.ts";
import { sharpOf } from "./sharp-input.ts";

/** Valid images of formats that the server may not decode. It must say so, and not that they are corrupt (X02). */
export function otherImageRecipes(): Recipe[] {
  const photo = createPicture("photo", 60, 40);
  const recipe = (encoder: string, settings: string, make: Recipe["make"]): Recipe => ({
    name: `other/${encoder}-${settings}`,
    format: "other image",
    encoder,
    make,
  });
  const recipes = [
    recipe("sharp", "webp", () => sharpOf(photo).webp().toBuffer()),
    recipe("sharp", "webp-lossless", () => sharpOf(photo).webp({ lossless: true }).toBuffer()),
    recipe("sharp", "avif", () => sharpOf(photo).avif({ effort: 0 }).toBuffer()),
  ];
  if (!PILLOW) return recipes;
  for (const format of ["BMP", "JPEG2000", "ICO", "WEBP"]) {
    recipes.push(recipe("pillow", format.toLowerCase(), () => runPillow(`image.save(out, '${format}')`, photo)));
  }
  return recipes;
}
