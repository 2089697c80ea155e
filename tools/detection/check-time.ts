/**
 * CPU time of the checks of an image's structure, before anything is decoded: 2000 x 1500 pixels of noisy photograph.
 *
 *   node -C @understudy/source --import tsx tools/detection/check-time.ts
 */

import { inspectImage } from "@understudy/source-check/decoder";
import { sourceFile } from "@understudy/test-sources/test-resources";
import type { Sharp } from "sharp";
import { median } from "../../bench/harness/report/median.ts";
import { textTable } from "../../bench/harness/report/text-table.ts";
import { sharpOf } from "./corpus/sharp-input.ts";
import { createPicture } from "./picture.ts";

const RUNS = 15;
const WARM_UP = 5;

const picture = createPicture("photo", 2000, 1500);
const encodings: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  "JPEG, quality 85": (image) => image.jpeg({ quality: 85 }),
  "JPEG, progressive, quality 85": (image) => image.jpeg({ quality: 85, progressive: true }),
  PNG: (image) => image.png(),
  GIF: (image) => image.gif({ effort: 1 }),
  "TIFF, LZW": (image) => image.tiff({ compression: "lzw" }),
  "TIFF, Deflate": (image) => image.tiff({ compression: "deflate" }),
  "TIFF, PackBits": (image) => image.tiff({ compression: "packbits" }),
  "TIFF, none": (image) => image.tiff({ compression: "none" }),
};

const rows = [];
for (const [name, encode] of Object.entries(encodings)) {
  const file = sourceFile(name, new Uint8Array(await encode(sharpOf(picture)).toBuffer()));
  const times: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run++) {
    const before = process.cpuUsage();
    inspectImage(file);
    const { user, system } = process.cpuUsage(before);
    if (run >= 0) times.push((user + system) / 1000);
  }
  rows.push({ name, bytes: file.bytes.length, ms: median(times) });
}
console.log(
  textTable(
    [
      { heading: "file", cell: ({ name }) => name },
      { heading: "kB", cell: ({ bytes }) => Math.round(bytes / 1000) },
      { heading: "CPU ms", cell: ({ ms }) => Math.round(ms) },
    ],
    rows,
  ),
);
