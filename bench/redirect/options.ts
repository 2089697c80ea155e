import { choose } from "../harness/options/choose.ts";
import { parseBenchArgs, type RunOptions } from "../harness/options/run-options.ts";
import { wholeNumber } from "../harness/options/whole-number.ts";
import { CONTENDERS } from "./contenders/contenders.ts";
import { LOAD_SCENARIOS, OTHER_SCENARIOS } from "./scenarios.ts";

/** What one call of the bench measures, and how long. */
export interface BenchOptions extends RunOptions {
  /** Ids, in no order. */
  readonly contenders: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
  /** Slow readers in the scenario `memory`. */
  readonly readers: number;
  readonly tool: "wrk" | "autocannon" | undefined;
}

export const USAGE = `npm run bench -- [options]

  --quick            one run of 2 s of every contender with 20 kB and 32 connections
  --only A,B,…       only these contenders and scenarios; * stands for anything
  --runs N           runs of each, the median is taken (3)
  --seconds N        measured time of a run (4)
  --warmup N         time before it that is thrown away (2)
  --readers N        slow readers in the scenario memory (200; the target speaks of 1000)
  --seed N           orders the runs (from the clock)
  --tool NAME        wrk or autocannon (wrk if it is installed)
  --out FILE         where the JSON goes (bench/results/DATE.json)
  --list             the names of contenders and scenarios
`;

const ALL_CONTENDERS = CONTENDERS.map(({ id }) => id);
const ALL_SCENARIOS = [...LOAD_SCENARIOS.map(({ id }) => id), ...OTHER_SCENARIOS];
const QUICK_SCENARIOS = ["20k-c32"];

/**
 * Reads the command line.
 *
 * @returns the options, or the text to print instead
 * @throws naming the option, its value and what is allowed
 */
export function parseOptions(args: readonly string[]): BenchOptions | string {
  const { text, on, runOptions } = parseBenchArgs(args, ["only", "readers", "tool"], ["quick", "list"]);
  if (on.has("help")) return USAGE;
  if (on.has("list"))
    return `contenders\n  ${ALL_CONTENDERS.join("\n  ")}\nscenarios\n  ${ALL_SCENARIOS.join("\n  ")}\n`;
  const quick = on.has("quick");
  const { tool } = text;
  if (tool !== undefined && tool !== "wrk" && tool !== "autocannon") {
    throw new Error(`--tool is ${tool}; allowed are wrk and autocannon`);
  }
  const { contenders, scenarios } = choose(text.only, ALL_CONTENDERS, ALL_SCENARIOS);
  return {
    contenders: new Set(contenders.length > 0 ? contenders : ALL_CONTENDERS),
    scenarios: new Set(scenarios.length > 0 ? scenarios : quick ? QUICK_SCENARIOS : ALL_SCENARIOS),
    ...runOptions(quick ? { runs: 1, seconds: 2, warmupSeconds: 1 } : { runs: 3, seconds: 4, warmupSeconds: 2 }),
    readers: wholeNumber("--readers", text.readers, 200),
    tool,
  };
}
