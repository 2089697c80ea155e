import { readCommandLine, wholeNumberOption } from "@understudy/command-line";
import { Command } from "commander";
import { fuzzReaders } from "./fuzz.ts";

const FROM_ZERO = { min: 0, max: Number.MAX_SAFE_INTEGER };
const { seed, count } = readCommandLine<{ seed: number; count: number }>((run) =>
  new Command("npm run fuzz --")
    .description("Reads mutated answers with the transport's reader and with llhttp, and says where they differ.")
    .addOption(wholeNumberOption("--seed <N>", "the same answers for the same seed", FROM_ZERO).default(1))
    .addOption(wholeNumberOption("--count <N>", "answers", FROM_ZERO).default(3_000_000))
    .action(run),
);
const startMs = performance.now();
const { wholeForBoth, refusedByBoth, known, differences, details } = fuzzReaders(seed, count);
const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
console.log(`${count} answers of seed ${seed} in ${seconds} s`);
console.log(`${wholeForBoth} whole for both and the same, ${refusedByBoth} refused by both`);
for (const [reason, times] of [...known].sort((one, other) => other[1] - one[1])) console.log(`${times}  ${reason}`);
for (const detail of details) console.log(detail);
console.log(`${differences} differences without a reason`);
process.exitCode = differences === 0 ? 0 : 1;
