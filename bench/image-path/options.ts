import { parseArgs } from "node:util";
import { IMAGE_CONTENDERS } from "./contenders.ts";
import { IMAGE_SCENARIOS } from "./scenarios.ts";

/** What one call measures. */
export interface ImagePathOptions {
  /** Ids, in no order. */
  readonly contenders: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
  readonly runs: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly seed: number;
  readonly out: string | undefined;
}

const ALL_CONTENDERS = IMAGE_CONTENDERS.map(({ id }) => id);
const ALL_SCENARIOS: readonly string[] = IMAGE_SCENARIOS.map(({ id }) => id);

const USAGE = `npm run bench:images -- [options]

  --only A,B,…   only these: ${[...ALL_CONTENDERS, ...ALL_SCENARIOS].join(", ")}
  --runs N       runs of each, the median is taken (3)
  --seconds N    measured time of a run (8)
  --warmup N     time before it that is thrown away (2)
  --seed N       orders the runs (from the clock)
  --out FILE     where the JSON goes (bench/results/image-path-DATE.json)
`;

/**
 * Reads the command line.
 *
 * @returns the options, or the text to print instead
 * @throws naming the option, its value and what is allowed
 */
export function parseImagePathOptions(args: readonly string[]): ImagePathOptions | string {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { only: text, runs: text, seconds: text, warmup: text, seed: text, out: text, help: { type: "boolean" } },
  });
  if (values.help) return USAGE;
  const only = (values.only ?? "").split(",").map((part) => part.trim());
  const named = only.filter((part) => part !== "");
  for (const name of named) {
    if (ALL_CONTENDERS.includes(name) || ALL_SCENARIOS.includes(name)) continue;
    throw new Error(`--only names ${name}; allowed are ${[...ALL_CONTENDERS, ...ALL_SCENARIOS].join(", ")}`);
  }
  const chosen = (all: readonly string[]) => {
    const some = all.filter((id) => named.includes(id));
    return new Set(some.length > 0 ? some : all);
  };
  return {
    contenders: chosen(ALL_CONTENDERS),
    scenarios: chosen(ALL_SCENARIOS),
    runs: wholeNumber("--runs", values.runs, 3),
    seconds: wholeNumber("--seconds", values.seconds, 8),
    warmupSeconds: wholeNumber("--warmup", values.warmup, 2),
    seed: wholeNumber("--seed", values.seed, Date.now() % 1_000_000 || 1),
    out: values.out,
  };
}

function wholeNumber(option: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`${option} is ${text}; allowed are whole numbers from 1 on`);
}
