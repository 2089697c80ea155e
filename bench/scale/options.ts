import { parseArgs } from "node:util";
import { RUNTIMES, type Runtime } from "../harness/servers/runtimes.ts";

const PARTS = ["catalog", "connections", "readers"] as const;
export type ScalePart = (typeof PARTS)[number];

/** What one call measures. */
export interface ScaleOptions {
  readonly parts: ReadonlySet<ScalePart>;
  readonly runtimes: readonly Runtime[];
  /** Rows of the catalogs. */
  readonly rows: readonly number[];
  /** Numbers of connections. */
  readonly connections: readonly number[];
  /** Numbers of processes on one port. */
  readonly processes: readonly number[];
  readonly runs: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly out: string | undefined;
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
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: text,
      runtimes: text,
      rows: text,
      connections: text,
      processes: text,
      runs: text,
      seconds: text,
      warmup: text,
      out: text,
      help: { type: "boolean" },
    },
  });
  if (values.help) return USAGE;
  return {
    parts: new Set(values.only === undefined ? PARTS : namesOf("--only", values.only, PARTS)),
    runtimes: values.runtimes === undefined ? ["node"] : namesOf("--runtimes", values.runtimes, RUNTIMES),
    rows: values.rows === undefined ? [100, 10_000, 1_000_000] : numbersOf("--rows", values.rows),
    connections:
      values.connections === undefined ? [1, 10, 100, 1000, 4000] : numbersOf("--connections", values.connections),
    processes: values.processes === undefined ? [1] : numbersOf("--processes", values.processes),
    runs: numberOf("--runs", values.runs, 3),
    seconds: numberOf("--seconds", values.seconds, 3),
    warmupSeconds: numberOf("--warmup", values.warmup, 1),
    out: values.out,
  };
}

function namesOf<Name extends string>(option: string, text: string, allowed: readonly Name[]): Name[] {
  return text.split(",").map((part) => {
    const name = allowed.find((candidate) => candidate === part.trim());
    if (name === undefined) throw new Error(`${option} names ${part.trim()}; allowed are ${allowed.join(", ")}`);
    return name;
  });
}

function numbersOf(option: string, text: string): number[] {
  return text.split(",").map((part) => numberOf(option, part.trim(), Number.NaN));
}

function numberOf(option: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`${option} is ${text}; allowed are whole numbers from 1 on`);
}
