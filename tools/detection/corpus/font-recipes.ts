import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { Recipe } from "../recipe.ts";
import { hasModule, PYTHON } from "./pillow.ts";
import { runEncoder } from "./programs.ts";

/** Where Debian's font packages put their files, in a fixed order. */
const FOLDERS = ["truetype/dejavu", "truetype/lato", "opentype/linux-libertine"].map((folder) =>
  join("/usr/share/fonts", folder),
);

const FONTTOOLS = hasModule("fontTools");

/** Valid fonts: as their makers ship them, and cut down to Latin letters by fonttools, also as WOFF. */
export function fontRecipes(): Recipe[] {
  return [...FOLDERS.flatMap(fontFiles), ...interFiles()].flatMap((path) => {
    const name = basename(path).replace(/\.[ot]tf$/, "");
    const encoder = path.includes("inter") ? "npm" : basename(dirname(path));
    const recipes: Recipe[] = [
      {
        name: `font/${encoder}-${name}`,
        format: "font",
        encoder,
        make: async () => new Uint8Array(await readFile(path)),
      },
    ];
    if (!FONTTOOLS) return recipes;
    for (const flavor of ["sfnt", "woff"]) {
      const make = async () => {
        const args = ["-m", "fontTools.subset", "IN", "--unicodes=20-7E,A0-FF", "--output-file=OUT"];
        // Its own stamp of the time would make another file on every run.
        const flavored = flavor === "woff" ? [...args, "--flavor=woff"] : args;
        return runEncoder(PYTHON, [...flavored, "--no-recalc-timestamp"], await readFile(path));
      };
      recipes.push({ name: `font/fonttools-${flavor}-${name}`, format: "font", encoder: "fonttools", make });
    }
    return recipes;
  });
}

function fontFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.[ot]tf$/.test(name));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function interFiles(): string[] {
  const root = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/inter/package.json"));
  return [
    "400Regular/Inter_400Regular.ttf",
    "700Bold/Inter_700Bold.ttf",
    "300Light_Italic/Inter_300Light_Italic.ttf",
  ].map((path) => join(root, path));
}
