/** `npm run fuzz -- [--seed N] [--count N]`: the transport's reader against llhttp over mutated answers. */
import { parseArgs } from "node:util";
import { fuzzReaders } from "./fuzz.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, count: { type: "string", default: "3000000" } },
});
const seed = wholeNumber("seed", values.seed);
const count = wholeNumber("count", values.count);
const startMs = performance.now();
const { wholeForBoth, refusedByBoth, known, differences, details } = fuzzReaders(seed, count);
const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
console.log(`${count} answers of seed ${seed} in ${seconds} s`);
console.log(`${wholeForBoth} whole for both and the same, ${refusedByBoth} refused by both`);
for (const [reason, times] of [...known].sort((one, other) => other[1] - one[1])) console.log(`${times}  ${reason}`);
for (const detail of details) console.log(detail);
console.log(`${differences} differences without a reason`);
process.exitCode = differences === 0 ? 0 : 1;

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0 && value !== "") return number;
  throw new Error(`--${name} is ${JSON.stringify(value)}; allowed is a whole number from 0`);
}
