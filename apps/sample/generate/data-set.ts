import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cutShort, overwritten, withDamagedProfile } from "./damage.ts";
import { encodeGif } from "./encode/gif.ts";
import { iccProfile, PRINT_ROOM_RGB, WEB_RGB, WIDE_RGB } from "./encode/icc-profile.ts";
import { encodePcx } from "./encode/pcx.ts";
import { encodePng } from "./encode/png.ts";
import { catalogFiles, type Side } from "./folders/catalog-files.ts";
import { gallery } from "./folders/gallery.ts";
import { serverConf } from "./folders/server-conf.ts";
import { secondaryStaticFiles, sharedStaticFiles } from "./folders/static-files.ts";
import { colourProof } from "./print/colour-proof.ts";
import { comingSoon } from "./print/coming-soon.ts";
import { glazeCard } from "./print/glaze-card.ts";
import { interFont } from "./print/sheet.ts";
import { sizeChart } from "./print/size-chart.ts";

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

/** Every file of the data folder but the photographs and the manifest, by its path. */
export function dataSet(): ReadonlyMap<string, FileMaker> {
  const files = new Map<string, FileMaker>([
    ["shared/images/guides/size-chart.png", async () => encodePng(await sizeChart())],
    ["shared/images/guides/coming-soon.png", async () => encodePng(await comingSoon())],
    ["shared/images/guides/glazes.gif", async () => encodeGif(await glazeCard())],
    ["shared/images/guides/archive-proof.pcx", () => encodePcx(colourProof())],
    ["shared/resources/fonts/Inter_400Regular.ttf", () => interFont("400Regular")],
    ["shared/resources/fonts/Inter_700Bold.ttf", () => interFont("700Bold")],
    ["shared/resources/fonts/LICENSE_FONT", fontLicence],
    ["shared/resources/profiles/web-rgb.icc", () => iccProfile(WEB_RGB)],
    ["shared/static/index.html", gallery],
    ["secondary/fonts/Poster.ttf", () => interFont("800ExtraBold")],
    ["secondary/fonts/LICENSE_FONT", fontLicence],
    ["secondary/profiles/print-room.icc", () => iccProfile(PRINT_ROOM_RGB)],
    ["secondary/profiles/proof-room.icc", () => iccProfile(WIDE_RGB)],
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

function fontLicence(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve("@expo-google-fonts/inter/LICENSE_FONT"));
}
