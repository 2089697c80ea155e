import type { Recipe } from "../recipe.ts";
import { fontRecipes } from "./font-recipes.ts";
import { gifRecipes } from "./gif-recipes.ts";
import { jpegRecipes } from "./jpeg-recipes.ts";
import { otherImageRecipes } from "./other-image-recipes.ts";
import { pngRecipes } from "./png-recipes.ts";
import { profileRecipes } from "./profile-recipes.ts";
import { tiffRecipes } from "./tiff-recipes.ts";

/** How every valid file is made that can be made on this machine. Names are unique. */
export function allRecipes(): Recipe[] {
  return [
    ...jpegRecipes(),
    ...pngRecipes(),
    ...gifRecipes(),
    ...tiffRecipes(),
    ...otherImageRecipes(),
    ...fontRecipes(),
    ...profileRecipes(),
  ];
}
