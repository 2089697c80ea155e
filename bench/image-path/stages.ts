/**
 * What is done for an image that is not kept costs, stage by stage, in this process alone: the image server's own
 * functions with each codec, and sharp in one piece. IMAGES names the folder. Prints one line of JSON: milliseconds of
 * CPU for an image, the median of some rounds.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import sharp from "sharp";
import { loadCodec } from "../../packages/image-server/src/imaging/codec/load-codec.ts";
import { resample } from "../../packages/image-server/src/imaging/raster/resample.ts";
import type { SourceFile } from "../../packages/image-server/src/sources/source-file.ts";
import { median } from "../harness/report/median.ts";
import type { Stages } from "./print.ts";

const folder = process.env.IMAGES ?? "";
const rounds = Number(process.env.ROUNDS ?? 3);
/**
 * A quarter of their width and a little less: JPEGs are decoded smaller for the one, and not by every codec for the
 * other.
 */
const WIDTHS = [400, 533] as const;

const files = readdirSync(folder)
  .filter((name) => name.startsWith("image-"))
  .map((name): SourceFile => {
    const bytes = readFileSync(join(folder, name));
    const identity = { sizeBytes: bytes.length, modifiedAtMs: 0, inode: 0 };
    return { name, path: join(folder, name), bytes, identity };
  });

type Stage = "identify" | "decode" | "encode";

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function stagesOf(codecName: "imagescript" | "sharp", width: number): Promise<Stages> {
  const codec = await loadCodec(codecName);
  const found: Record<Stage, number>[] = [];
  // The first round compiles and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const spent: Record<Stage, number> = { identify: 0, decode: 0, encode: 0 };
    const timed = async <Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> => {
      const start = cpuMs();
      const result = await work();
      spent[stage] += (cpuMs() - start) / files.length;
      return result;
    };
    for (const file of files) {
      const header = await timed("identify", () => codec.identify(file));
      const height = Math.round((header.height * width) / header.width);
      const raster = await timed("decode", async () => {
        const decoded = await codec.decode(file, header, { width, height });
        return resample(decoded, width, height, undefined, decoded.extent);
      });
      await timed("encode", () => codec.encode(raster, { format: "jpeg", quality: 80 }));
    }
    if (round > 0) found.push(spent);
  }
  const of = (stage: Stage) => median(found.map((spent) => spent[stage]));
  return { codec: codecName, width, identify: of("identify"), decode: of("decode"), encode: of("encode") };
}

async function sharpAlone(width: number): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = cpuMs();
    for (const { bytes } of files) await sharp(bytes).resize({ width }).jpeg({ quality: 80 }).toBuffer();
    if (round > 0) found.push((cpuMs() - start) / files.length);
  }
  return median(found);
}

const stages: Stages[] = [];
for (const codec of ["imagescript", "sharp"] as const) {
  for (const width of WIDTHS) stages.push(await stagesOf(codec, width));
}
const alone: { width: number; ms: number }[] = [];
for (const width of WIDTHS) alone.push({ width, ms: await sharpAlone(width) });
console.log(JSON.stringify({ stages, sharpAlone: alone }));
