import { allRecipes } from "./corpus/corpus.ts";
import { isUsableProfile } from "./corpus/profile-recipes.ts";
import { damagesOf } from "./damage/damages-of.ts";
import { NOT_AN_IMAGE } from "./damage/not-an-image.ts";
import { createNameFilter } from "./name-filter.ts";
import type { DetectionOptions } from "./options.ts";
import type { FileFormat, Recipe } from "./recipe.ts";
import { createSeeded } from "./seeded.ts";

/** `none`: as its encoder wrote it. `harmless`: changed in a way that leaves it valid. */
export type Harm = "none" | "harmless" | "damaged" | "not an image";

/** A file to be judged. */
export interface SampleFile {
  readonly name: string;
  readonly format: FileFormat;
  readonly encoder: string;
  readonly harm: Harm;
  /** What was done to it; `valid` for nothing. */
  readonly damage: string;
  readonly bytes: Uint8Array;
}

/** A valid file with what is made from it. */
export interface SampleGroup {
  readonly valid: SampleFile;
  readonly changed: readonly SampleFile[];
}

/** A recipe that did not give a file. */
export interface FailedRecipe {
  readonly name: string;
  readonly reason: string;
}

/** Fonts as they are shipped are large; a few of each are enough. */
const LARGE_BYTES = 150_000;
const MOST_OF_LARGE = 3;

/** The recipes that the options ask for. */
export function chosenRecipes({ every, only }: DetectionOptions): Recipe[] {
  const recipes = allRecipes();
  const names = new Set(recipes.map(({ name }) => name));
  if (names.size !== recipes.length) throw new Error("two recipes have the same name");
  // A file that is asked for is named after its recipe, so the recipe is needed however the name goes on.
  const filters = only.map((pattern) => createNameFilter([pattern.split("~")[0]!]));
  return recipes.filter(
    ({ name }, index) => index % every === 0 && (only.length === 0 || filters.some((asked) => asked(name))),
  );
}

/** Makes a valid file and damages it. */
export async function makeGroup(
  recipe: Recipe,
  { seed, damages: most, only }: DetectionOptions,
): Promise<SampleGroup | FailedRecipe> {
  const { name, format, encoder } = recipe;
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await recipe.make());
  } catch (error) {
    return { name, reason: String(error).split("\n")[0]! };
  }
  if (format.endsWith("profile") && !isUsableProfile(bytes)) return { name, reason: "no small profile of RGB colours" };
  const asked = createNameFilter(only);
  const damages = format === "other image" ? [] : damagesOf(format);
  const order = createSeeded(`${seed} ${name}`);
  const first = order.below(Math.max(1, damages.length));
  const count = bytes.length > LARGE_BYTES ? Math.min(MOST_OF_LARGE, most) : most;
  const changed: SampleFile[] = [];
  for (let index = 0; index < Math.max(count, only.length > 0 ? damages.length : 0); index++) {
    // Each file is given other kinds than the one before, in turn.
    const damage = damages[(first + index) % damages.length];
    if (damage === undefined) break;
    const round = Math.floor(index / damages.length);
    const fileName = `${name}~${damage.kind}${round === 0 ? "" : `-${round + 1}`}`;
    if (!asked(fileName)) continue;
    const result = damage.apply(bytes, createSeeded(`${seed} ${fileName}`));
    if (result === undefined || Buffer.compare(result, bytes) === 0) continue;
    const harm = damage.harmless ? "harmless" : "damaged";
    changed.push({ name: fileName, format, encoder, harm, damage: damage.kind, bytes: new Uint8Array(result) });
  }
  return { valid: { name, format, encoder, harm: "none", damage: "valid", bytes }, changed };
}

/** What lies under an image's name and is none. */
export function makeStrangers({ seed, only }: DetectionOptions): SampleFile[] {
  const asked = createNameFilter(only);
  return Object.entries(NOT_AN_IMAGE)
    .map(([kind, make]): SampleFile => {
      const name = `stranger/${kind}`;
      const bytes = make(createSeeded(`${seed} ${name}`));
      return { name, format: "other image", encoder: "none", harm: "not an image", damage: "not an image", bytes };
    })
    .filter(({ name }) => asked(name));
}
