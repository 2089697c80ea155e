/** Small valid files of every kind that is checked: what the mutations begin with. */
import { checkFont, checkImage, checkProfile } from "@understudy/source-check";
import { CASE_FILES, caseBytes } from "@understudy/test-sources/case-files";
import { noiseImage, noiseRaster } from "@understudy/test-sources/noise-image";
import { createRgbProfile, STEEP } from "@understudy/test-sources/rgb-profile";
import { toWoff } from "@understudy/test-sources/to-woff";
import sharp, { type Sharp } from "sharp";
import { toCollection } from "./to-collection.ts";
import { toCompactFont } from "./to-compact-font.ts";

/** What a file is for, and so which check it gets. */
export type FileKind = "image" | "font" | "profile";

/** A file to be mutated. */
export interface ValidFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

/** The check of each kind. */
export const CHECKS = { image: checkImage, font: checkFont, profile: checkProfile } as const;

/** Files are mutated as a whole, so that larger ones would only take longer. */
const MOST_BYTES = 60_000;
/** Pixels: a few blocks of everything. */
const WIDTH = 40;
const HEIGHT = 24;

/** All of them; the same at every run. */
export async function validFiles(): Promise<readonly ValidFile[]> {
  const files: ValidFile[] = [];
  const add = (kind: FileKind, name: string, bytes: Uint8Array) => {
    files.push({ kind, name, bytes: new Uint8Array(bytes) });
  };
  for (const [name, made] of images()) add("image", name, await made.toBuffer());
  add("image", "gif of imagescript", await noiseImage("gif", { width: WIDTH, height: HEIGHT }));
  const profile = createRgbProfile(STEEP);
  add("image", "png with a profile", await noiseImage("png", { width: WIDTH, height: HEIGHT, profile }));
  add("image", "jpeg with a profile", await noiseImage("jpeg", { width: WIDTH, height: HEIGHT, profile }));
  add("profile", "profile of a matrix", profile);
  const plain = caseBytes("font-plain.ttf");
  add("font", "woff", toWoff(plain));
  add("font", "collection", toCollection([plain, plain]));
  add("font", "cff", toCompactFont(plain));
  for (const { file, font, hostile } of CASE_FILES) {
    const bytes = caseBytes(file);
    if (hostile || bytes.length > MOST_BYTES) continue;
    const kind = font ? "font" : "image";
    if (CHECKS[kind](bytes).kind === "fine") add(kind, file, bytes);
  }
  return files;
}

function images(): [string, Sharp][] {
  const { data } = noiseRaster(WIDTH, HEIGHT);
  const raw = { width: WIDTH, height: HEIGHT, channels: 4 } as const;
  const rgba = () => sharp(new Uint8Array(data), { raw });
  const rgb = () => rgba().removeAlpha();
  const grey = () => rgb().toColourspace("b-w");
  return [
    ["jpeg", rgb().jpeg()],
    ["jpeg progressive", rgb().jpeg({ progressive: true })],
    ["jpeg of mozjpeg", rgb().jpeg({ mozjpeg: true, chromaSubsampling: "4:2:0" })],
    ["jpeg grey", grey().jpeg()],
    ["jpeg cmyk", rgb().toColourspace("cmyk").jpeg()],
    ["png", rgb().png()],
    ["png interlaced with alpha", rgba().png({ progressive: true })],
    ["png palette", rgb().png({ palette: true, colours: 8 })],
    ["png 16 bits", rgb().toColourspace("rgb16").png()],
    ["gif", rgb().gif()],
    ["webp", rgb().webp()],
    ["webp lossless", rgba().webp({ lossless: true })],
    ["webp with metadata", rgb().withMetadata({ orientation: 6 }).webp()],
    ["avif", rgb().avif({ effort: 0 })],
    ["tiff", rgb().tiff({ compression: "none" })],
    ["tiff lzw", rgba().tiff({ compression: "lzw", predictor: "horizontal" })],
    ["tiff deflate tiles", rgb().tiff({ compression: "deflate", tile: true, tileWidth: 16, tileHeight: 16 })],
    ["tiff packbits", grey().tiff({ compression: "packbits" })],
    ["tiff jpeg", rgb().tiff({ compression: "jpeg" })],
    ["tiff big", rgb().tiff({ compression: "lzw", bigtiff: true })],
    ["tiff cmyk", rgb().toColourspace("cmyk").tiff({ compression: "lzw" })],
  ];
}
