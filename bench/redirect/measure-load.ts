import { checkAnswer } from "../harness/load/check-answer.ts";
import { bodyOf, targetOf } from "../harness/origin/answers.ts";
import { medianOf } from "../harness/report/median.ts";
import type { LoadFigures, LoadRow } from "../harness/report/results.ts";
import { resetPeak, usageOf } from "../harness/servers/proc-stat.ts";
import { type ServerCommand, spawnServer } from "../harness/servers/spawn-server.ts";
import { shuffled } from "../harness/shuffle.ts";
import type { BenchContext, ReadyContender } from "./bench-context.ts";
import type { LoadScenario } from "./scenarios.ts";

/**
 * Puts every scenario's load on every contender, each time in a fresh process, in as many rounds as there are runs. The order
 * is another one in each round; contenders that are compared with each other run close together.
 */
export async function measureLoads(
  context: BenchContext,
  contenders: readonly ReadyContender[],
  scenarios: readonly LoadScenario[],
): Promise<LoadRow[]> {
  const found = new Map<string, { contender: string; scenario: string; runs: LoadFigures[] }>();
  for (let round = 1; round <= context.options.runs; round++) {
    for (const scenario of shuffled(scenarios, context.random)) {
      for (const { contender, command } of shuffled(contenders, context.random)) {
        const key = `${contender.id} ${scenario.id}`;
        try {
          const figures = await measureOnce(context, command, scenario);
          context.tell(`round ${round}  ${key}  ${Math.round(figures.requestsPerSecond)} req/s`);
          if (!found.has(key)) found.set(key, { contender: contender.id, scenario: scenario.id, runs: [] });
          found.get(key)!.runs.push(figures);
        } catch (error) {
          context.skip(`${key}, round ${round}`, error);
        }
      }
    }
  }
  return [...found.values()].map((row) => ({ ...row, median: medianOf(row.runs) }));
}

async function measureOnce(
  { tool, options }: BenchContext,
  command: ServerCommand,
  { size, behaviour, connections, keepAlive, leastSeconds }: LoadScenario,
): Promise<LoadFigures> {
  const server = await spawnServer(command);
  try {
    const url = server.url + targetOf(size, behaviour);
    await checkAnswer({ url, body: bodyOf(size), keepAlive });
    const load = { url, connections, keepAlive };
    await tool.run({ ...load, seconds: options.warmupSeconds });
    resetPeak(server.pid);
    const before = usageOf(server.pid);
    const result = await tool.run({ ...load, seconds: Math.max(leastSeconds, options.seconds) });
    const after = usageOf(server.pid);
    const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
    if (result.requests === 0) throw new Error(`no request was answered, ${result.errors} errors`);
    return {
      requestsPerSecond: result.requests / result.seconds,
      p50Ms: result.p50Ms,
      p99Ms: result.p99Ms,
      cpuSeconds,
      cpuMsPerRequest: (cpuSeconds * 1000) / result.requests,
      peakMiB: after.peakBytes / 2 ** 20,
      errors: result.errors,
    };
  } finally {
    await server.stop();
  }
}
