import { checkAnswer } from "../harness/load/check-answer.ts";
import { measureRounds } from "../harness/measure-rounds.ts";
import { measureServer } from "../harness/measure-server.ts";
import { bodyOf, targetOf } from "../harness/origin/answers.ts";
import type { LoadRow } from "../harness/report/results.ts";
import type { BenchContext, ReadyContender } from "./bench-context.ts";
import type { LoadScenario } from "./scenarios.ts";

/** Puts every scenario's load on every contender, each time in a fresh process. */
export function measureLoads(
  context: BenchContext,
  contenders: readonly ReadyContender[],
  scenarios: readonly LoadScenario[],
): Promise<LoadRow[]> {
  const { tool, options } = context;
  return measureRounds(
    {
      runs: options.runs,
      contenders,
      scenarios,
      measureOnce: ({ command }, { size, behaviour, connections, keepAlive, leastSeconds }) => {
        const target = targetOf(size, behaviour);
        return measureServer(command, {
          seconds: Math.max(leastSeconds, options.seconds),
          warmupSeconds: options.warmupSeconds,
          check: (url) => checkAnswer({ url: url + target, body: bodyOf(size), keepAlive }),
          load: (url, seconds) => tool.run({ url: url + target, connections, keepAlive, seconds }),
        });
      },
      summary: ({ requestsPerSecond }) => `${Math.round(requestsPerSecond)} req/s`,
    },
    context,
  );
}
