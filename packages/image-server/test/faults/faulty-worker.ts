import { existsSync, writeFileSync } from "node:fs";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import type { Codec } from "../../src/imaging/codec/codec.ts";
import { imagescriptCodec } from "../../src/imaging/codec/imagescript-codec.ts";
import { doImagingJob } from "../../src/isolation/do-imaging-job.ts";
import { serveJobs } from "../../src/isolation/serve-jobs.ts";
import type { SourceFile } from "../../src/sources/source-file.ts";

/** (module (func (export "f") unreachable)) */
const TRAP = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  4,
  1,
  96,
  0,
  0,
  3,
  2,
  1,
  0,
  7,
  5,
  1,
  1,
  102,
  0,
  0,
  10,
  5,
  1,
  3,
  0,
  0,
  11,
);

const FAULTS: Readonly<Record<string, (file: SourceFile) => unknown>> = {
  hang() {
    for (;;);
  },
  trap() {
    (new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports.f as () => void)();
  },
  exit: () => process.exit(7),
  throw() {
    queueMicrotask(() => {
      throw new Error("out of nowhere");
    });
    return new Promise(() => {});
  },
  heap() {
    for (const taken: number[][] = []; ; ) taken.push(new Array<number>(100_000).fill(taken.length + 0.5));
  },
  array: () => Array.from({ length: 2 ** 32 - 1 }, (_, index) => index),
  once: slowOnce,
  async allocate() {
    const taken: Uint8Array[] = [];
    for (let round = 0; round < 20; round++) {
      taken.push(new Uint8Array(32 * 1024 * 1024).fill(1));
      await setTimeout(20);
    }
    return new Promise((resolve) => globalThis.setTimeout(resolve, 1e6, taken));
  },
};

/** Takes for ever over a file that it meets for the first time, as on a moment when the processor is busy. */
function slowOnce({ path }: SourceFile): void {
  const mark = `${path}.seen`;
  if (existsSync(mark)) return;
  writeFileSync(mark, "");
  for (;;);
}

/** A codec that goes wrong over files whose name says how: `hang.jpg` is never decoded to the end. */
const faultyCodec: Codec = {
  ...imagescriptCodec,
  async decode(file, header, size) {
    const fault = FAULTS[/(\w+)\.\w+$/.exec(file.name)?.[1] ?? ""];
    await fault?.(file);
    return imagescriptCodec.decode(file, header, size);
  },
};

serveJobs((job, takeInHand) => doImagingJob(job, faultyCodec, takeInHand));
