import { parseArgs } from "node:util";
import { CONTENDERS } from "./contenders/contenders.ts";
import { LOAD_SCENARIOS, OTHER_SCENARIOS } from "./scenarios.ts";

/** What one call of the bench measures, and how long. */
export interface BenchOptions {
  /** Ids, in no order. */
  readonly contenders: ReadonlySet<string>;
  readonly scenarios: ReadonlySet<string>;
  /** Runs of each contender in each scenario. */
  readonly runs: number;
  /** Measured time of a run, whole seconds. */
  readonly seconds: number;
  /** Time before it that is thrown away, whole seconds. */
  readonly warmupSeconds: number;
  /** Slow readers in the scenario `memory`. */
  readonly readers: number;
  /** Orders the runs. */
  readonly seed: number;
  /** Where the JSON goes; undefined for a dated file in bench/results/. */
  readonly out: string | undefined;
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
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean" },
      only: { type: "string" },
      runs: { type: "string" },
      seconds: { type: "string" },
      warmup: { type: "string" },
      readers: { type: "string" },
      seed: { type: "string" },
      tool: { type: "string" },
      out: { type: "string" },
      list: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return USAGE;
  if (values.list) return `contenders\n  ${ALL_CONTENDERS.join("\n  ")}\nscenarios\n  ${ALL_SCENARIOS.join("\n  ")}\n`;
  const { quick = false, tool } = values;
  if (tool !== undefined && tool !== "wrk" && tool !== "autocannon") {
    throw new Error(`--tool is ${tool}; allowed are wrk and autocannon`);
  }
  const { contenders, scenarios } = choose(values.only);
  return {
    contenders: new Set(contenders.length > 0 ? contenders : ALL_CONTENDERS),
    scenarios: new Set(scenarios.length > 0 ? scenarios : quick ? QUICK_SCENARIOS : ALL_SCENARIOS),
    runs: wholeNumber("--runs", values.runs, quick ? 1 : 3),
    seconds: wholeNumber("--seconds", values.seconds, quick ? 2 : 4),
    warmupSeconds: wholeNumber("--warmup", values.warmup, quick ? 1 : 2),
    readers: wholeNumber("--readers", values.readers, 200),
    seed: wholeNumber("--seed", values.seed, Date.now() % 1_000_000 || 1),
    out: values.out,
    tool,
  };
}

function choose(only = ""): { contenders: string[]; scenarios: string[] } {
  const contenders: string[] = [];
  const scenarios: string[] = [];
  for (const pattern of only.split(",").map((part) => part.trim())) {
    if (pattern === "") continue;
    const found = [matching(ALL_CONTENDERS, pattern), matching(ALL_SCENARIOS, pattern)] as const;
    if (found[0].length + found[1].length === 0) {
      throw new Error(`--only names ${pattern}; allowed are ${[...ALL_CONTENDERS, ...ALL_SCENARIOS].join(", ")}`);
    }
    contenders.push(...found[0]);
    scenarios.push(...found[1]);
  }
  return { contenders, scenarios };
}

function matching(names: readonly string[], pattern: string): string[] {
  const parts = pattern.split("*").map((part) => part.replace(/[^\w-]/g, "\\$&"));
  const whole = new RegExp(`^${parts.join(".*")}$`);
  return names.filter((name) => whole.test(name));
}

function wholeNumber(option: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`${option} is ${text}; allowed are whole numbers from 1 on`);
}
