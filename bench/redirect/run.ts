/**
 * Measures Understudy and what it is compared with: see bench/README.md.
 *
 *   npm run bench -- --help
 */
import { createAutocannon } from "../harness/load/autocannon.ts";
import type { LoadTool } from "../harness/load/load.ts";
import { findWrk } from "../harness/load/wrk.ts";
import { describeVersions } from "../harness/report/machine.ts";
import type { Measurements } from "../harness/report/results.ts";
import { runBench } from "../harness/run-bench.ts";
import { startOrigin } from "../harness/servers/entry-command.ts";
import type { BenchContext, ReadyContender } from "./bench-context.ts";
import { CEILING, CONTENDERS, type Contender, commandOf } from "./contenders/contenders.ts";
import { measureLargeCatalogs } from "./measure-catalog.ts";
import { measureGoodPaths, measureWrapperCosts } from "./measure-good-path.ts";
import { measureLoads } from "./measure-load.ts";
import { measureMemory } from "./measure-memory.ts";
import { type BenchOptions, parseOptions } from "./options.ts";
import { printedResult } from "./print.ts";
import { LOAD_SCENARIOS } from "./scenarios.ts";
import { judge } from "./targets.ts";

await runBench<BenchOptions>({
  reportName: "redirect",
  parse: parseOptions,
  versions: ({ tool }) => describeVersions(loadTool(tool)),
  async measure(options, run) {
    const origin = await startOrigin();
    try {
      const measured = await measure({ ...run, options, tool: loadTool(options.tool), originUrl: origin.url });
      const targets = judge(measured);
      const scenarios = LOAD_SCENARIOS.map(({ id }) => id);
      const { readers } = options;
      return { printed: printedResult(measured, targets, scenarios), report: { readers, ...measured, targets } };
    } finally {
      await origin.stop();
    }
  },
});

/** @throws {Error} when wrk is asked for and not installed */
function loadTool(name: BenchOptions["tool"]): LoadTool {
  const wrk = name === "autocannon" ? undefined : findWrk();
  if (name === "wrk" && wrk === undefined) throw new Error("--tool is wrk, which is not installed");
  return wrk ?? createAutocannon();
}

async function measure(context: BenchContext): Promise<Measurements> {
  const { contenders, scenarios } = context.options;
  const loads = LOAD_SCENARIOS.filter(({ id }) => scenarios.has(id));
  const memory = scenarios.has("memory");
  const chosen = loads.length > 0 || memory ? CONTENDERS.filter(({ id }) => contenders.has(id)) : [];
  const ready = await prepare(context, chosen);
  return {
    loads: await measureLoads(context, [...(await prepare(context, [CEILING])), ...ready], loads),
    memory: memory ? await measureMemory(context, ready) : [],
    goodPath: scenarios.has("good-path") ? await measureGoodPaths(context) : [],
    wrapperCost: scenarios.has("wrapper-cost") ? await measureWrapperCosts(context) : [],
    catalogs: scenarios.has("catalog") ? await measureLargeCatalogs(context) : [],
  };
}

/** Builds the contenders, and leaves out those that cannot be started here. */
async function prepare(context: BenchContext, contenders: readonly Contender[]): Promise<ReadyContender[]> {
  const ready: ReadyContender[] = [];
  for (const contender of contenders) {
    try {
      ready.push({ id: contender.id, command: await commandOf(contender, context.originUrl) });
    } catch (error) {
      context.skip(contender.id, error);
    }
  }
  return ready;
}
