import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { deflateSync } from "node:zlib";
import { createRgbProfile, STEEP, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { pngChunk } from "../damage/png-chunks.ts";
import { createPicture } from "../picture.ts";
import type { Recipe } from "../recipe.ts";
import { hasModule, PYTHON } from "./pillow.ts";
import { runEncoder } from "./programs.ts";
import { sharpOf } from "./sharp-input.ts";

/** Where Debian's packages of profiles put their files. */
const FOLDERS: readonly (readonly [encoder: string, path: string])[] = [
  ["icc-profiles-free", "/usr/share/color/icc"],
  ["colord", "/usr/share/color/icc/colord"],
  ["ghostscript", "/usr/share/color/icc/ghostscript"],
];

/** A profile of the image server's own output cannot have more bytes than this and stay quick to damage. */
const MOST_BYTES = 200_000;

interface Source {
  readonly name: string;
  readonly encoder: string;
  readonly read: () => Promise<Uint8Array>;
}

/** Valid profiles of RGB colours, to be named by `icc=`, and the same ones embedded in a PNG. */
export function profileRecipes(): Recipe[] {
  return sources().flatMap(({ name, encoder, read }): Recipe[] => [
    { name: `profile/${encoder}-${name}`, format: "profile", encoder, make: read },
    { name: `embedded/${encoder}-${name}`, format: "embedded profile", encoder, make: read },
  ]);
}

/** A small PNG with a profile embedded in it, whatever state the profile is in. */
export async function pngWithProfile(profile: Uint8Array): Promise<Uint8Array> {
  const png = new Uint8Array(
    await sharpOf(createPicture("photo", 16, 12))
      .png()
      .toBuffer(),
  );
  const body = Buffer.concat([Buffer.from("profile\0\0", "latin1"), deflateSync(profile)]);
  return Buffer.concat([png.subarray(0, 33), pngChunk("iCCP", body), png.subarray(33)]);
}

function sources(): Source[] {
  const found: Source[] = [
    { name: "wide", encoder: "own", read: async () => createRgbProfile(WIDE_GAMUT) },
    { name: "steep", encoder: "own", read: async () => createRgbProfile(STEEP) },
  ];
  for (const [encoder, folder] of FOLDERS) {
    for (const path of iccFiles(folder)) {
      found.push({
        name: basename(path).replace(/\.icc$/, ""),
        encoder,
        read: async () => new Uint8Array(await readFile(path)),
      });
    }
  }
  if (hasModule("PIL.ImageCms")) {
    const script =
      "import sys; from PIL import ImageCms; open(sys.argv[1], 'wb').write(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())";
    found.push({ name: "srgb", encoder: "littlecms", read: () => runEncoder(PYTHON, ["-c", script, "OUT"], []) });
  }
  return found;
}

function iccFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".icc"));
    return names.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Whether it is a profile that this bench has a use for: of RGB colours, and not too long. */
export function isUsableProfile(bytes: Uint8Array): boolean {
  return bytes.length <= MOST_BYTES && Buffer.from(bytes.subarray(16, 20)).toString("latin1") === "RGB ";
}
