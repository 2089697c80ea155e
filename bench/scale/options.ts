import { UsageError } from "@understudy/command-line";
import { wholeNumberOf } from "@understudy/core/adapter";
import { Command } from "commander";
import { FROM_ONE, parseBenchArgs, partsOption, type RunOptions } from "../harness/options/run-options.ts";
import { RUNTIMES, type Runtime } from "../harness/servers/runtimes.ts";

const PARTS = ["catalog", "connections", "readers"] as const;
export type ScalePart = (typeof PARTS)[number];

/** What one call measures. */
export interface ScaleOptions extends RunOptions {
  readonly parts: ReadonlySet<ScalePart>;
  readonly runtimes: readonly Runtime[];
  /** Rows of the catalogs. */
  readonly rows: readonly number[];
  /** Numbers of connections. */
  readonly connections: readonly number[];
  /** Numbers of processes on one port. */
  readonly processes: readonly number[];
}

interface OwnOptions extends Omit<ScaleOptions, keyof RunOptions | "parts"> {
  readonly only: readonly ScalePart[];
}

/**
 * Reads the command line.
 *
 * @returns the options, or the text to print instead
 * @throws naming the option, its value and what is allowed
 */
export function parseScaleOptions(args: readonly string[]): ScaleOptions | string {
  const numbers = (name: string, what: string) =>
    partsOption(`--${name} <N,N,…>`, what, (part) => wholeNumberOf(`--${name}`, part, FROM_ONE));
  const names = (name: string, what: string, allowed: readonly string[]) =>
    partsOption(`--${name} <A,B,…>`, `${what}: ${allowed.join(", ")}`, (part) => {
      if (allowed.includes(part)) return part;
      throw new UsageError(`--${name} names ${part}; allowed are ${allowed.join(", ")}`);
    });
  const command = new Command("npm run bench:scale --")
    .addOption(names("only", "parts", PARTS).default(PARTS))
    .addOption(names("runtimes", "what runs", RUNTIMES).default(["node"]))
    .addOption(numbers("rows", "rows of the catalogs").default([100, 10_000, 1_000_000]))
    .addOption(numbers("connections", "connections").default([1, 10, 100, 1000, 4000]))
    .addOption(numbers("processes", "processes on one port, for the connections").default([1]));
  const options = parseBenchArgs<OwnOptions>(args, command, () => ({ runs: 3, seconds: 3, warmupSeconds: 1 }));
  if (typeof options === "string") return options;
  const { only, ...others } = options;
  return { ...others, parts: new Set(only) };
}
