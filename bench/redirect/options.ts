import { choiceOption, textOption, wholeNumberOption } from "@understudy/command-line";
import { Command } from "commander";
import { choose } from "../harness/options/choose.ts";
import { FROM_ONE, parseBenchArgs, type RunOptions } from "../harness/options/run-options.ts";
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

interface OwnOptions extends Pick<BenchOptions, "readers" | "tool"> {
  readonly quick?: true;
  readonly only?: string;
  readonly list?: true;
}

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
  const command = new Command("npm run bench --")
    .option("--quick", "one run of 2 s of every contender with 20 kB and 32 connections")
    .addOption(textOption("--only <A,B,…>", "only these contenders and scenarios; * stands for anything"))
    .addOption(wholeNumberOption("--readers <N>", "slow readers in the scenario memory", FROM_ONE).default(200))
    .addOption(choiceOption("--tool <NAME>", "what loads; wrk if it is installed", ["wrk", "autocannon"]))
    .option("--list", "prints the names of contenders and scenarios");
  const options = parseBenchArgs<OwnOptions>(args, command, ({ quick }) =>
    quick ? { runs: 1, seconds: 2, warmupSeconds: 1 } : { runs: 3, seconds: 4, warmupSeconds: 2 },
  );
  if (typeof options === "string") return options;
  const { quick, only, list, tool, ...others } = options;
  if (list) return `contenders\n  ${ALL_CONTENDERS.join("\n  ")}\nscenarios\n  ${ALL_SCENARIOS.join("\n  ")}\n`;
  const { contenders, scenarios } = choose(only, ALL_CONTENDERS, ALL_SCENARIOS);
  return {
    ...others,
    tool,
    contenders: new Set(contenders.length > 0 ? contenders : ALL_CONTENDERS),
    scenarios: new Set(scenarios.length > 0 ? scenarios : quick ? QUICK_SCENARIOS : ALL_SCENARIOS),
  };
}
