import { parseCommandLine, textOption, wholeNumberOption } from "@understudy/command-line";
import { type Command, Option } from "commander";

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

/** The limits of a number that counts something. */
export const FROM_ONE = { min: 1, max: Number.MAX_SAFE_INTEGER };

/** An option whose value is a list, with commas between. `read` takes a part of it, and throws what is wrong with it. */
export function partsOption(flags: string, description: string, read: (part: string) => unknown): Option {
  return new Option(flags, description).argParser((text: string) => text.split(",").map((part) => read(part.trim())));
}

/**
 * Reads the command line of a bench.
 *
 * @param command with the bench's own options; those of every bench are added
 * @param defaultsOf the defaults that the bench's own options lead to
 * @returns what was asked for, or the help to print instead
 * @throws {Error} naming the option, its value and what is allowed
 */
export function parseBenchArgs<Own extends object>(
  args: readonly string[],
  command: Command,
  defaultsOf: (own: Own) => RunDefaults,
): (Own & RunOptions) | string {
  const { runs, seconds, warmupSeconds } = defaultsOf({} as Own);
  const parsed = parseCommandLine<Own & Partial<RunOptions> & { warmup?: number }>(args, (run) =>
    command
      .addOption(wholeNumberOption("--runs <N>", `runs of each, the median is taken; ${runs} if not given`, FROM_ONE))
      .addOption(wholeNumberOption("--seconds <N>", `measured time of a run; ${seconds} if not given`, FROM_ONE))
      .addOption(
        wholeNumberOption("--warmup <N>", `time before it, thrown away; ${warmupSeconds} if not given`, FROM_ONE),
      )
      .addOption(wholeNumberOption("--seed <N>", "orders the runs; from the clock if not given", FROM_ONE))
      .addOption(textOption("--out <FILE>", "where the JSON goes; a dated file in bench/results if not given"))
      .action(run),
  );
  if (parsed.kind === "error") throw new Error(parsed.message);
  if (parsed.kind !== "run") return parsed.text;
  const { warmup, ...given } = parsed.arguments;
  const defaults = defaultsOf(parsed.arguments);
  const rest = { seed: Date.now() % 1_000_000 || 1, out: undefined, warmupSeconds: warmup ?? defaults.warmupSeconds };
  return { ...defaults, ...rest, ...given } as Own & RunOptions;
}
