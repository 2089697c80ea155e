import { checkAnswer } from "../harness/load/check-answer.ts";
import { runProgram } from "../harness/load/run-program.ts";
import { bodyOf } from "../harness/origin/answers.ts";
import { median } from "../harness/report/median.ts";
import type { GoodPathRow, WrapperCostRow } from "../harness/report/results.ts";
import { entryCommand } from "../harness/servers/entry-command.ts";
import { RUNTIMES, type Runtime } from "../harness/servers/runtimes.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import type { BenchContext } from "./bench-context.ts";

const CONNECTIONS = 32;
/** Pairs of slices of one second in each run. */
const PAIRS_A_RUN = 6;

/** A handler bare and wrapped, on the adapter of each runtime. */
export async function measureGoodPaths(context: BenchContext): Promise<GoodPathRow[]> {
  const rows: GoodPathRow[] = [];
  for (const runtime of RUNTIMES) {
    try {
      rows.push(await measureGoodPath(context, runtime));
    } catch (error) {
      context.skip(`good-path on ${runtime}`, error);
    }
  }
  return rows;
}

/**
 * A difference of three percent is less than what a machine's speed changes between two runs, and than what two
 * processes with the same code differ by, each of which is compiled in its own way. So one process serves both, in
 * turns of one second, and each turn is compared with its neighbour; which of the two begins changes from pair to pair.
 * Every run is a new process.
 */
async function measureGoodPath(context: BenchContext, runtime: Runtime): Promise<GoodPathRow> {
  const runs: Turns[] = [];
  for (let run = 0; run < context.options.runs; run++) {
    const turns = await oneRun(context, runtime);
    context.tell(`good-path on ${runtime}, run ${run + 1}  ${turns.ratio.toFixed(3)}`);
    runs.push(turns);
  }
  const ratios = runs.map(({ ratio }) => ratio);
  return {
    runtime,
    barePerSecond: median(runs.map(({ bare }) => bare)),
    wrappedPerSecond: median(runs.map(({ wrapped }) => wrapped)),
    ratio: median(ratios),
    ratios,
  };
}

/** Requests a second, medians, and the median of the ratios of neighbouring turns. */
interface Turns {
  readonly bare: number;
  readonly wrapped: number;
  readonly ratio: number;
}

async function oneRun({ tool, options, originUrl }: BenchContext, runtime: Runtime): Promise<Turns> {
  const rate = async (url: string, seconds: number) => {
    const {
      requests,
      seconds: taken,
      errors,
    } = await tool.run({ url, connections: CONNECTIONS, seconds, keepAlive: true });
    if (errors > 0) throw new Error(`${errors} errors`);
    return requests / taken;
  };
  const server = await spawnServer(await entryCommand("redirect/good-path/server.ts", runtime, { ORIGIN: originUrl }));
  try {
    const bareUrl = new URL("/bare", server.url).href;
    const wrappedUrl = new URL("/wrapped", server.url).href;
    for (const url of [bareUrl, wrappedUrl]) {
      await checkAnswer({ url, body: bodyOf("20k"), keepAlive: true });
      await rate(url, options.warmupSeconds);
    }
    const bareRates: number[] = [];
    const wrappedRates: number[] = [];
    for (let pair = 0; pair < PAIRS_A_RUN; pair++) {
      const turns = [
        async () => bareRates.push(await rate(bareUrl, 1)),
        async () => wrappedRates.push(await rate(wrappedUrl, 1)),
      ];
      for (const turn of pair % 2 === 0 ? turns : turns.reverse()) await turn();
    }
    const ratios = wrappedRates.map((figure, index) => figure / bareRates[index]!);
    return { bare: median(bareRates), wrapped: median(wrappedRates), ratio: median(ratios) };
  } finally {
    await server.stop();
  }
}

/** The wrapper's cost without sockets, on each runtime. */
export async function measureWrapperCosts(context: BenchContext): Promise<WrapperCostRow[]> {
  const rows: WrapperCostRow[] = [];
  for (const runtime of RUNTIMES) {
    try {
      const { program, args, env } = await entryCommand("redirect/good-path/wrapper-cost.ts", runtime);
      const batches = String(Math.max(3, context.options.runs * 5));
      const figures = JSON.parse(await runProgram(program, args, { ...env, BATCHES: batches }));
      rows.push({ runtime, ...figures });
      context.tell(`wrapper-cost on ${runtime}  ${figures.wrappedNs - figures.bareNs} ns`);
    } catch (error) {
      context.skip(`wrapper-cost on ${runtime}`, error);
    }
  }
  return rows;
}
