import { parseBenchArgs, type RunOptions } from "../harness/options/run-options.ts";
import { wholeNumber } from "../harness/options/whole-number.ts";
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

const USAGE = `npm run bench:scale -- [options]

  --only A,B,…         parts: catalog, connections, readers (all)
  --runtimes A,B,…     node, bun, deno (node)
  --rows N,N,…         rows of the catalogs (100,10000,1000000)
  --connections N,N,…  connections (1,10,100,1000,4000)
  --processes N,N,…    processes on one port, for the connections (1)
  --runs N             runs of each, the median is taken (3)
  --seconds N          measured time of a run with connections (3)
  --warmup N           time before it that is thrown away (1)
  --out FILE           where the JSON goes (bench/results/scale-DATE.json)
`;

/**
 * Reads the command line.
 *
 * @returns the options, or the text to print instead
 * @throws naming the option, its value and what is allowed
 */
export function parseScaleOptions(args: readonly string[]): ScaleOptions | string {
  const { text, on, runOptions } = parseBenchArgs(args, ["only", "runtimes", "rows", "connections", "processes"]);
  if (on.has("help")) return USAGE;
  return {
    parts: new Set(text.only === undefined ? PARTS : namesOf("--only", text.only, PARTS)),
    runtimes: text.runtimes === undefined ? ["node"] : namesOf("--runtimes", text.runtimes, RUNTIMES),
    rows: numbersOf("--rows", text.rows, [100, 10_000, 1_000_000]),
    connections: numbersOf("--connections", text.connections, [1, 10, 100, 1000, 4000]),
    processes: numbersOf("--processes", text.processes, [1]),
    ...runOptions({ runs: 3, seconds: 3, warmupSeconds: 1 }),
  };
}

function namesOf<Name extends string>(option: string, text: string, allowed: readonly Name[]): Name[] {
  return text.split(",").map((part) => {
    const name = allowed.find((candidate) => candidate === part.trim());
    if (name === undefined) throw new Error(`${option} names ${part.trim()}; allowed are ${allowed.join(", ")}`);
    return name;
  });
}

function numbersOf(option: string, text: string | undefined, byDefault: readonly number[]): readonly number[] {
  return text?.split(",").map((part) => wholeNumber(option, part.trim(), Number.NaN)) ?? byDefault;
}
