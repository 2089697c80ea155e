import { entryCommand } from "../contenders/contenders.ts";
import { checkAnswer } from "../load/check-answer.ts";
import { runProgram } from "../load/run-program.ts";
import { bodyOf } from "../origin/answers.ts";
import { median } from "../report/median.ts";
import type { GoodPathRow, WrapperCostRow } from "../report/results.ts";
import { RUNTIMES, type Runtime } from "../servers/runtimes.ts";
import { spawnServer } from "../servers/spawn-server.ts";
import type { BenchContext } from "./bench-context.ts";

const CONNECTIONS = 32;
/** Pairs of slices of one second in each run. */
const PAIRS_A_RUN = 4;

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
 * A difference of three percent is less than what a machine's speed changes between two runs, and no more than what two processes
 * with the same code differ by, each of which was compiled in its own way. So a run is a new pair of processes that take turns of one
 * second, each turn is compared with its neighbour, and the ratio is the median of the runs'.
 */
async function measureGoodPath(context: BenchContext, runtime: Runtime): Promise<GoodPathRow> {
  const runs: Turns[] = [];
  for (let run = 0; run < context.options.runs; run++) {
    const turns = await oneRun(context, runtime, run % 2 === 0);
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

async function oneRun(context: BenchContext, runtime: Runtime, bareFirst: boolean): Promise<Turns> {
  const { tool, options, originUrl } = context;
  const start = async (wrapped: string) =>
    spawnServer(await entryCommand("good-path/server.ts", runtime, { ORIGIN: originUrl, WRAPPED: wrapped }));
  const rate = async (url: string, seconds: number) => {
    const {
      requests,
      seconds: taken,
      errors,
    } = await tool.run({ url, connections: CONNECTIONS, seconds, keepAlive: true });
    if (errors > 0) throw new Error(`${errors} errors`);
    return requests / taken;
  };
  const first = await start(bareFirst ? "0" : "1");
  try {
    const second = await start(bareFirst ? "1" : "0");
    try {
      for (const { url } of [first, second]) {
        await checkAnswer({ url, body: bodyOf("20k"), keepAlive: true });
        await rate(url, options.warmupSeconds);
      }
      const [bare, wrapped] = bareFirst ? [first, second] : [second, first];
      const bareRates: number[] = [];
      const wrappedRates: number[] = [];
      for (let pair = 0; pair < PAIRS_A_RUN; pair++) {
        const turns = [
          async () => bareRates.push(await rate(bare.url, 1)),
          async () => wrappedRates.push(await rate(wrapped.url, 1)),
        ];
        for (const turn of pair % 2 === 0 ? turns : turns.reverse()) await turn();
      }
      const ratios = wrappedRates.map((figure, index) => figure / bareRates[index]!);
      return { bare: median(bareRates), wrapped: median(wrappedRates), ratio: median(ratios) };
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
  }
}

/** The wrapper's cost without sockets, on each runtime. */
export async function measureWrapperCosts(context: BenchContext): Promise<WrapperCostRow[]> {
  const rows: WrapperCostRow[] = [];
  for (const runtime of RUNTIMES) {
    try {
      const { program, args, env } = await entryCommand("good-path/wrapper-cost.ts", runtime);
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
