import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { targetOf } from "../harness/origin/answers.ts";
import { photographs } from "./photographs.ts";

/** How many images are asked for. */
export const IMAGE_COUNT = 12;

/** Catalog and id under which the secondary has an answer; here its source is cut short (R03). */
const [, , , ROOT_ID, BROKEN_ID] = targetOf("20k").split(/[/?]/) as [string, string, string, string, string];

/** A configuration folder of the image server whose catalog has all images, and one that is broken. */
export interface ImagePathSources {
  readonly configurationFolder: string;
  /** With `image-00.jpg` and so on, for those who read files. */
  readonly imageFolder: string;
}

/** @param keepsAnswers false: a cache of one entry, so that every other answer is made anew */
export async function writeSources(originUrl: string, keepsAnswers: boolean): Promise<ImagePathSources> {
  const folder = mkdtempSync(join(tmpdir(), "bench-image-path-"));
  const imageFolder = join(folder, "images");
  for (const path of [imageFolder, join(folder, "catalog")]) mkdirSync(path);
  const images = await photographs(IMAGE_COUNT);
  const rows = images.map((bytes, index) => {
    writeFileSync(join(imageFolder, `${imageId(index)}.jpg`), bytes);
    return `${imageId(index)}\t${imageId(index)}.jpg\n`;
  });
  writeFileSync(join(imageFolder, "broken.jpg"), images[0]!.subarray(0, images[0]!.length / 2));
  writeFileSync(join(folder, "catalog", "shop.ini"), `RootId=${ROOT_ID}\nCatalogFile=shop.tsv\n`);
  writeFileSync(join(folder, "catalog", "shop.tsv"), `Id\tPath\n${rows.join("")}${BROKEN_ID}\tbroken.jpg\n`);
  const cache = keepsAnswers ? "" : "cache.maxEntries=1\n";
  writeFileSync(
    join(folder, "PlatformServer.conf"),
    `errorRedirect.rootUrl=${originUrl}\naccessLog.directory=logs\n${cache}`,
  );
  return { configurationFolder: folder, imageFolder };
}

/** One image in one width, in the words of a contender; `broken` is one whose source is damaged. */
export type TargetOf = (image: number | "broken", width: number) => string;

/** IS protocol. */
export const isTarget: TargetOf = (image, width) =>
  `/is/image/${ROOT_ID}/${image === "broken" ? BROKEN_ID : imageId(image)}?wid=${width}&fmt=jpeg&qlt=80`;

export const ipxTarget: TargetOf = (image, width) => `/w_${width},f_jpeg,q_80/${imageId(image)}.jpg`;

export const plainTarget: TargetOf = (image, width) => `/${imageId(image)}?wid=${width}`;

function imageId(image: number | "broken"): string {
  return image === "broken" ? image : `image-${String(image).padStart(2, "0")}`;
}
