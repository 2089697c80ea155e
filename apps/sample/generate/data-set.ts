import { interFont, interLicence } from "@understudy/test-sources/inter-font";
import { type MatrixProfile, writeMatrixProfile } from "@understudy/test-sources/matrix-profile";
import { DISPLAY_P3_PRIMARIES, SRGB_PRIMARIES } from "@understudy/test-sources/rgb-primaries";
import { cutShort, overwritten, withDamagedProfile } from "./damage.ts";
import { catalogFiles, type Side } from "./folders/catalog-files.ts";
import { gallery } from "./folders/gallery.ts";
import { serverConf } from "./folders/server-conf.ts";
import { secondaryStaticFiles, sharedStaticFiles } from "./folders/static-files.ts";

/** How a file of the data folder is made. `data` gives the bytes of another file of the folder. */
export type FileMaker = (
  data: (path: string) => Promise<Uint8Array>,
) => Uint8Array | string | Promise<Uint8Array | string>;

/** A broken source of the primary and the whole one of the secondary, with the rules that it serves. */
export interface BrokenTwin {
  readonly rules: string;
  /** Path below both `primary` and `secondary`. */
  readonly path: string;
  /** How the primary's is broken; `missing` and `folder` need no bytes. */
  readonly damage: "missing" | "folder" | ((good: Uint8Array) => Uint8Array);
}

/** What is broken on the primary, one of each kind. */
export const BROKEN_TWINS: readonly BrokenTwin[] = [
  { rules: "R01 R10 R11", path: "images/mugs/mug-rust.jpg", damage: "missing" },
  { rules: "R03", path: "images/lamps/lamp-ink.jpg", damage: (good) => cutShort(good, 0.45) },
  { rules: "R03", path: "images/bags/tote-olive.png", damage: (good) => cutShort(good, 0.3) },
  { rules: "R04", path: "images/vases/vases-clay.jpg", damage: (good) => withDamagedProfile(good, 4) },
  { rules: "R04", path: "profiles/print-room.icc", damage: (good) => overwritten(good, 5, 4, 300) },
  { rules: "R05", path: "fonts/Poster.ttf", damage: (good) => cutShort(overwritten(good, 6, 12, 2000), 0.08) },
  { rules: "R06", path: "static/documents/care-guide.pdf", damage: "missing" },
  { rules: "R07", path: "static/styles/season.css", damage: "missing" },
  { rules: "R08", path: "profiles/proof-room.icc", damage: "missing" },
  { rules: "R16", path: "images/mugs/mug-blue.png", damage: "missing" },
  { rules: "R17", path: "images/clocks/clock-brass.jpg", damage: "missing" },
  { rules: "X01", path: "images/stools/stool-walnut.jpg", damage: "folder" },
  { rules: "X01", path: "static/data/stock.json", damage: "folder" },
];

/** Every file of the data folder that is made, by its path. */
export function dataSet(): ReadonlyMap<string, FileMaker> {
  const files = new Map<string, FileMaker>([
    ["shared/resources/fonts/Inter_400Regular.ttf", () => interFont("400Regular")],
    ["shared/resources/fonts/Inter_700Bold.ttf", () => interFont("700Bold")],
    ["shared/resources/fonts/LICENSE_FONT", interLicence],
    ["shared/resources/profiles/web-rgb.icc", () => profile("Sample Web RGB", SRGB_PRIMARIES, 2.2)],
    ["shared/static/index.html", gallery],
    ["secondary/fonts/Poster.ttf", () => interFont("800ExtraBold")],
    ["secondary/fonts/LICENSE_FONT", interLicence],
    ["secondary/profiles/print-room.icc", () => profile("Sample Print Room RGB", SRGB_PRIMARIES, 1.8)],
    ["secondary/profiles/proof-room.icc", () => profile("Sample Wide RGB", DISPLAY_P3_PRIMARIES, 2.2)],
  ]);
  const addAll = (folder: string, texts: Record<string, string | Uint8Array>) => {
    for (const [name, text] of Object.entries(texts)) files.set(`${folder}/${name}`, () => text);
  };
  addAll("shared/static", sharedStaticFiles());
  addAll("secondary/static", secondaryStaticFiles());
  for (const side of ["primary", "secondary"] satisfies Side[]) {
    files.set(`${side}/PlatformServer.conf`, () => serverConf(side));
    addAll(`${side}/catalog`, catalogFiles(side));
  }
  for (const { path, damage } of BROKEN_TWINS) {
    // Git keeps no empty folders.
    if (damage === "folder") files.set(`primary/${path}/.keep`, () => "");
    else if (damage !== "missing")
      files.set(`primary/${path}`, async (data) => damage(await data(`secondary/${path}`)));
  }
  return files;
}

function profile(description: string, primaries: MatrixProfile["primaries"], gamma: number): Uint8Array {
  return writeMatrixProfile({ description, copyright: "No rights reserved", year: 2026, primaries, gamma });
}
