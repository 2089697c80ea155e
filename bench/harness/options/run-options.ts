import { parseArgs } from "node:util";
import { wholeNumber } from "./whole-number.ts";

/** What every bench can be told. */
export interface RunOptions {
  /** Runs of each, of which the median is taken. */
  readonly runs: number;
  /** Measured time of a run, whole seconds. */
  readonly seconds: number;
  /** Time before it that is thrown away, whole seconds. */
  readonly warmupSeconds: number;
  /** Orders the runs. */
  readonly seed: number;
  /** Where the JSON goes; undefined for a dated file in bench/results/. */
  readonly out: string | undefined;
}

/** The defaults of one bench. */
export type RunDefaults = Pick<RunOptions, "runs" | "seconds" | "warmupSeconds">;

const COMMON = ["runs", "seconds", "warmup", "seed", "out"] as const;

/**
 * Reads the command line of a bench.
 *
 * @param texts further options that take a text
 * @param switches further options that take none
 * @returns the values of the further options, and what every bench can be told
 * @throws {Error} naming the option, its value and what is allowed
 */
export function parseBenchArgs<Text extends string, Switch extends string>(
  args: readonly string[],
  texts: readonly Text[],
  switches: readonly Switch[] = [],
): {
  readonly text: Partial<Record<Text, string>>;
  readonly on: ReadonlySet<Switch | "help">;
  runOptions(defaults: RunDefaults): RunOptions;
} {
  const flags = [...switches, "help"] as const;
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries([
      ...[...COMMON, ...texts].map((name) => [name, { type: "string" as const }]),
      ...flags.map((name) => [name, { type: "boolean" as const }]),
    ]),
  }) as { values: Record<string, string | boolean | undefined> };
  const text = values as Partial<Record<Text | (typeof COMMON)[number], string>>;
  return {
    text,
    on: new Set(flags.filter((name) => values[name] === true)),
    runOptions: ({ runs, seconds, warmupSeconds }) => ({
      runs: wholeNumber("--runs", text.runs, runs),
      seconds: wholeNumber("--seconds", text.seconds, seconds),
      warmupSeconds: wholeNumber("--warmup", text.warmup, warmupSeconds),
      seed: wholeNumber("--seed", text.seed, Date.now() % 1_000_000 || 1),
      out: text.out,
    }),
  };
}
