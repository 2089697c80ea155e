import { choose } from "../harness/options/choose.ts";
import { parseBenchArgs, type RunOptions } from "../harness/options/run-options.ts";
import { IMAGE_CONTENDERS } from "./contenders.ts";
import { IMAGE_SCENARIOS } from "./scenarios.ts";

/** What one call measures. */
export interface ImagePathOptions extends RunOptions {
  /** Ids, in no order. */
  readonly contenders: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
}

const ALL_CONTENDERS = IMAGE_CONTENDERS.map(({ id }) => id);
const ALL_SCENARIOS: readonly string[] = IMAGE_SCENARIOS.map(({ id }) => id);

const USAGE = `npm run bench:images -- [options]

  --only A,B,…   only these, * stands for anything: ${[...ALL_CONTENDERS, ...ALL_SCENARIOS].join(", ")}
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
  const { text, on, runOptions } = parseBenchArgs(args, ["only"]);
  if (on.has("help")) return USAGE;
  const { contenders, scenarios } = choose(text.only, ALL_CONTENDERS, ALL_SCENARIOS);
  return {
    contenders: new Set(contenders.length > 0 ? contenders : ALL_CONTENDERS),
    scenarios: new Set(scenarios.length > 0 ? scenarios : ALL_SCENARIOS),
    ...runOptions({ runs: 3, seconds: 8, warmupSeconds: 2 }),
  };
}
