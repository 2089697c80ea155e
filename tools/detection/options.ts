import { parseCommandLine, textOption, wholeNumberOption } from "@understudy/command-line";
import { Command } from "commander";

/** What one call of the bench makes and judges. */
export interface DetectionOptions {
  /** Everything random hangs on it. */
  readonly seed: string;
  /** Damaged files that are made from each valid one. */
  readonly damages: number;
  /** Only every so-maniest recipe; 1 = all. */
  readonly every: number;
  /** Names with * for anything; empty = all files. */
  readonly only: readonly string[];
  /** Folder in which the files that are made are written. */
  readonly write?: string;
  /** Where the JSON goes. */
  readonly out?: string;
  readonly list?: true;
}

/**
 * Reads the command line.
 *
 * @returns the options, or the help to print instead
 * @throws {Error} naming the option, its value and what is allowed
 */
export function parseOptions(args: readonly string[]): DetectionOptions | string {
  const number = (flags: string, what: string, min: number) =>
    wholeNumberOption(flags, what, { min, max: Number.MAX_SAFE_INTEGER });
  const names = textOption(
    "--only <NAME,…>",
    "only these files, * stands for anything: the names that the report prints",
  );
  const parsed = parseCommandLine<DetectionOptions>(args, (run) =>
    new Command("npm run bench:detection --")
      .addOption(names.argParser((text) => text.split(",").filter((name) => name !== "")).default([], "all"))
      .addOption(textOption("--write <DIR>", "write every file that is made, under its name"))
      .addOption(textOption("--seed <TEXT>", "what all choices hang on").default("1"))
      .addOption(number("--damages <N>", "damaged files from each valid one", 0).default(16))
      .addOption(number("--every <N>", "only every Nth valid file, for a trial", 1).default(1))
      .addOption(textOption("--out <FILE>", "where the JSON goes; bench/results/detection.json if not given"))
      .option("--list", "prints the names of the valid files")
      .action(run),
  );
  if (parsed.kind === "error") throw new Error(parsed.message);
  return parsed.kind === "run" ? parsed.arguments : parsed.text;
}
