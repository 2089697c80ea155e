import { textOption } from "@understudy/command-line";
import { Command } from "commander";
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

/**
 * Reads the command line.
 *
 * @returns the options, or the text to print instead
 * @throws naming the option, its value and what is allowed
 */
export function parseImagePathOptions(args: readonly string[]): ImagePathOptions | string {
  const names = [...ALL_CONTENDERS, ...ALL_SCENARIOS].join(", ");
  const command = new Command("npm run bench:images --").addOption(
    textOption("--only <A,B,…>", `only these, * stands for anything: ${names}`),
  );
  const options = parseBenchArgs<{ only?: string }>(args, command, () => ({ runs: 3, seconds: 8, warmupSeconds: 2 }));
  if (typeof options === "string") return options;
  const { only, ...others } = options;
  const { contenders, scenarios } = choose(only, ALL_CONTENDERS, ALL_SCENARIOS);
  return {
    ...others,
    contenders: new Set(contenders.length > 0 ? contenders : ALL_CONTENDERS),
    scenarios: new Set(scenarios.length > 0 ? scenarios : ALL_SCENARIOS),
  };
}
