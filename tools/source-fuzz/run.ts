/** `npm run fuzz:sources -- [--seed N] [--count N] [--keep FOLDER]`: the checks of sources over mutated files. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzChecks } from "./fuzz.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "300000" },
    keep: { type: "string" },
  },
});
const seed = wholeNumber("seed", values.seed);
const count = wholeNumber("count", values.count);
const startMs = performance.now();
const { findings, verdicts, slowest } = await fuzzChecks(seed, count, { ms: 1000, msPerByte: 0.01 });
const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
console.log(`${count} files of seed ${seed} in ${seconds} s: ${JSON.stringify(verdicts)}`);
console.log(`slowest: ${slowest.ms.toFixed(0)} ms, file ${slowest.number} of ${slowest.from}`);
console.log(`largest memory of the process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
for (const { number, from, problem, bytes } of findings) {
  console.log(`file ${number} of ${from}, ${bytes.length} bytes: ${problem}`);
  if (values.keep === undefined) continue;
  await mkdir(values.keep, { recursive: true });
  await writeFile(join(values.keep, `${seed}-${number}`), bytes);
}
console.log(`${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0 && value !== "") return number;
  throw new Error(`--${name} is ${JSON.stringify(value)}; allowed is a whole number from 0`);
}
