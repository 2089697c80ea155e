/**
 * Times what is done for an image that is not kept, stage by stage, in this process alone: the image server's own functions
 * with each codec, and sharp in one piece. IMAGES names the folder. Prints one line of JSON: milliseconds for all images, the
 * median of some rounds.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import sharp from "sharp";
import { loadCodec } from "../../packages/image-server/src/imaging/codec/load-codec.ts";
import { resample } from "../../packages/image-server/src/imaging/raster/resample.ts";
import type { SourceFile } from "../../packages/image-server/src/sources/source-file.ts";
import { median } from "../report/median.ts";

const folder = process.env.IMAGES ?? "";
const rounds = Number(process.env.ROUNDS ?? 3);
const WIDTH = 400;

const files = readdirSync(folder)
  .filter((name) => name.startsWith("image-"))
  .map((name): SourceFile => {
    const bytes = readFileSync(join(folder, name));
    const identity = { sizeBytes: bytes.length, modifiedAtMs: 0, inode: 0 };
    return { name, path: join(folder, name), bytes, identity };
  });

interface Stages {
  identify: number;
  decode: number;
  scale: number;
  encode: number;
}

async function stagesOf(codecName: "imagescript" | "sharp"): Promise<Stages> {
  const codec = await loadCodec(codecName);
  const found: Stages[] = [];
  // The first round compiles and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const spent: Stages = { identify: 0, decode: 0, scale: 0, encode: 0 };
    const timed = async <Result>(stage: keyof Stages, work: () => Result | Promise<Result>): Promise<Result> => {
      const start = performance.now();
      const result = await work();
      spent[stage] += (performance.now() - start) / files.length;
      return result;
    };
    for (const file of files) {
      const header = await timed("identify", () => codec.identify(file));
      const raster = await timed("decode", () => codec.decode(file, header));
      const height = Math.round((raster.height * WIDTH) / raster.width);
      const scaled = await timed("scale", () => resample(raster, WIDTH, height));
      await timed("encode", () => codec.encode(scaled, { format: "jpeg", quality: 80 }));
    }
    if (round > 0) found.push(spent);
  }
  const of = (stage: keyof Stages) => median(found.map((spent) => spent[stage]));
  return { identify: of("identify"), decode: of("decode"), scale: of("scale"), encode: of("encode") };
}

async function sharpAlone(): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    for (const { bytes } of files) await sharp(bytes).resize({ width: WIDTH }).jpeg({ quality: 80 }).toBuffer();
    if (round > 0) found.push((performance.now() - start) / files.length);
  }
  return median(found);
}

console.log(
  JSON.stringify({
    imagescript: await stagesOf("imagescript"),
    sharp: await stagesOf("sharp"),
    sharpAloneMs: await sharpAlone(),
  }),
);
