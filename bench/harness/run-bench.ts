import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@understudy/test-sources/random";
import type { RunOptions } from "./options/run-options.ts";
import { describeMachine } from "./report/machine.ts";
import type { Skipped } from "./report/results.ts";

/** What a bench is given while it runs. */
export interface BenchRun {
  /** The same numbers for the same seed. */
  readonly random: () => number;
  /** Tells of progress, apart from the result. */
  readonly tell: (line: string) => void;
  /** Notes what could not be measured; the rest goes on. */
  readonly skip: (what: string, why: unknown) => void;
  /** What was noted so far. */
  readonly skipped: readonly Skipped[];
}

/** One of the benches. */
export interface Bench<Options extends RunOptions> {
  /** Begins the name of its reports in bench/results/. */
  readonly reportName: string;
  /** @returns the options, or the text to print instead */
  parse(args: readonly string[]): Options | string;
  /** Names and versions of what takes part. */
  versions(options: Options): Readonly<Record<string, string | undefined>>;
  /** @returns the result as text, and what goes to the report beside the machine, versions and conditions */
  measure(options: Options, run: BenchRun): Promise<{ readonly printed: string; readonly report: object }>;
}

const LEAST_RUNS = 3;
const RESULTS = new URL("../results/", import.meta.url);

/** Runs a bench with the arguments of this process; prints its result and writes its report. */
export async function runBench<Options extends RunOptions>(bench: Bench<Options>): Promise<void> {
  try {
    const options = bench.parse(process.argv.slice(2));
    if (typeof options === "string") console.log(options);
    else await measureAndReport(bench, options);
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

async function measureAndReport<Options extends RunOptions>(bench: Bench<Options>, options: Options): Promise<void> {
  const machine = describeMachine();
  const versions = bench.versions(options);
  const { runs, seconds, warmupSeconds, seed } = options;
  const { cpu, cores, memoryGiB, system, loadAverage } = machine;
  console.log(`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, load average ${loadAverage}`);
  console.log(
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version ?? "absent"}`)
      .join(", "),
  );
  console.log(`${runs} runs of ${seconds} s after ${warmupSeconds} s of warm-up, seed ${seed}`);
  if (runs < LEAST_RUNS) console.log(`fewer than ${LEAST_RUNS} runs: a trial, not a result`);

  const skipped: Skipped[] = [];
  const { printed, report } = await bench.measure(options, {
    random: createRandom(seed),
    tell: (line) => console.error(line),
    skip(what, why) {
      const reason = why instanceof Error ? why.message : String(why);
      console.error(`left out: ${what}: ${reason}`);
      skipped.push({ what, why: reason });
    },
    skipped,
  });
  const leftOut = skipped.map(({ what, why }) => `${what}: ${why}`).join("\n");
  console.log(`\n${printed}${skipped.length > 0 ? `\n\n\nLeft out\n\n${leftOut}` : ""}\n`);

  const startedAt = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
  const file = options.out ?? fileURLToPath(new URL(`${bench.reportName}-${startedAt}.json`, RESULTS));
  mkdirSync(dirname(file), { recursive: true });
  const conditions = { runs, seconds, warmupSeconds, seed };
  writeFileSync(file, `${JSON.stringify({ machine, versions, conditions, ...report, skipped }, null, 2)}\n`);
  console.log(`written to ${relative(process.cwd(), file)}`);
}
