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
/** Pairs of slices of one second for each run that was asked for. */
const PAIRS_PER_RUN = 4;

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
 * A difference of three percent is less than what a machine's speed changes between two runs. So both servers run all the time,
 * take turns of one second, and each turn is compared with its neighbour; which of the two begins changes from pair to pair.
 */
async function measureGoodPath(context: BenchContext, runtime: Runtime): Promise<GoodPathRow> {
  const { tool, options, originUrl } = context;
  const start = async (wrapped: string) =>
    spawnServer(await entryCommand("good-path/server.ts", runtime, { ORIGIN: originUrl, WRAPPED: wrapped }));
  const bare = await start("0");
  try {
    const wrapped = await start("1");
    try {
      const rate = async (url: string, seconds: number) => {
        const {
          requests,
          seconds: taken,
          errors,
        } = await tool.run({ url, connections: CONNECTIONS, seconds, keepAlive: true });
        if (errors > 0) throw new Error(`${errors} errors`);
        return requests / taken;
      };
      for (const { url } of [bare, wrapped]) {
        await checkAnswer({ url, body: bodyOf("20k"), keepAlive: true });
        await rate(url, options.warmupSeconds);
      }
      const bareRates: number[] = [];
      const wrappedRates: number[] = [];
      for (let pair = 0; pair < options.runs * PAIRS_PER_RUN; pair++) {
        const turns = [
          async () => bareRates.push(await rate(bare.url, 1)),
          async () => wrappedRates.push(await rate(wrapped.url, 1)),
        ];
        for (const turn of pair % 2 === 0 ? turns : turns.reverse()) await turn();
      }
      const ratios = wrappedRates.map((figure, index) => figure / bareRates[index]!);
      context.tell(`good-path on ${runtime}  ${median(ratios).toFixed(3)}`);
      return {
        runtime,
        barePerSecond: median(bareRates),
        wrappedPerSecond: median(wrappedRates),
        ratio: median(ratios),
        ratios,
      };
    } finally {
      await wrapped.stop();
    }
  } finally {
    await bare.stop();
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
