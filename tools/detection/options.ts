import { parseArgs } from "node:util";

/** What one call of the bench makes and judges. */
export interface DetectionOptions {
  /** Everything random hangs on it. */
  readonly seed: string;
  /** Damaged files that are made from each valid one. */
  readonly damagesPerFile: number;
  /** Only every so-maniest recipe; 1 = all. */
  readonly everyRecipe: number;
  /** Names with * for anything; empty = all files. */
  readonly only: readonly string[];
  /** Folder in which the files that are made are written. */
  readonly write: string | undefined;
  /** Where the JSON goes. */
  readonly out: string | undefined;
  readonly list: boolean;
}

/** What `--help` prints. */
export const USAGE = `npm run bench:detection -- [options]

  --only NAME,…      only these files, * stands for anything: the names that the report prints
  --write DIR        write every file that is made, under its name
  --seed TEXT        what all choices hang on (1)
  --damages N        damaged files from each valid one (16)
  --every N          only every Nth valid file, for a trial (1)
  --out FILE         where the JSON goes (bench/results/detection.json)
  --list             the names of the valid files
`;

/**
 * Reads the command line.
 *
 * @returns the options, or the text to print instead
 * @throws naming the option, its value and what is allowed
 */
export function parseOptions(args: readonly string[]): DetectionOptions | string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      write: { type: "string" },
      seed: { type: "string" },
      damages: { type: "string" },
      every: { type: "string" },
      out: { type: "string" },
      list: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return USAGE;
  return {
    seed: values.seed ?? "1",
    damagesPerFile: wholeNumber("damages", values.damages ?? "16", 0),
    everyRecipe: wholeNumber("every", values.every ?? "1", 1),
    only: values.only?.split(",").filter((name) => name !== "") ?? [],
    write: values.write,
    out: values.out,
    list: values.list ?? false,
  };
}

function wholeNumber(name: string, value: string, least: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${name} is ${JSON.stringify(value)}; a whole number from ${least} is allowed`);
}
