/**
 * Measures Understudy and what it is compared with: see README.md beside this file.
 *
 *   npm run bench -- --help
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@understudy/test-sources/random";
import { createAutocannon } from "../harness/load/autocannon.ts";
import { findWrk } from "../harness/load/wrk.ts";
import { describeMachine, describeVersions } from "../harness/report/machine.ts";
import type { Measurements, Skipped } from "../harness/report/results.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import type { BenchContext, ReadyContender } from "./bench-context.ts";
import { CEILING, CONTENDERS, type Contender, commandOf, entryCommand } from "./contenders/contenders.ts";
import { measureLargeCatalogs } from "./measure-catalog.ts";
import { measureGoodPaths, measureWrapperCosts } from "./measure-good-path.ts";
import { measureLoads } from "./measure-load.ts";
import { measureMemory } from "./measure-memory.ts";
import { type BenchOptions, parseOptions } from "./options.ts";
import { printedResult } from "./print.ts";
import { LOAD_SCENARIOS } from "./scenarios.ts";
import { judge } from "./targets.ts";

const LEAST_RUNS = 3;

try {
  const options = parseOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else await bench(options);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function bench(options: BenchOptions): Promise<void> {
  const wrk = options.tool === "autocannon" ? undefined : findWrk();
  if (options.tool === "wrk" && wrk === undefined) throw new Error("--tool is wrk, which is not installed");
  const tool = wrk ?? createAutocannon();
  const machine = describeMachine();
  const versions = describeVersions(tool);
  const { runs, seconds, warmupSeconds, seed } = options;
  const conditions = `${runs} runs of ${seconds} s after ${warmupSeconds} s of warm-up, seed ${seed}`;
  const { cpu, cores, memoryGiB, system, loadAverage } = machine;
  console.log(`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, load average ${loadAverage}`);
  console.log(
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version ?? "absent"}`)
      .join(", "),
  );
  console.log(conditions);
  if (runs < LEAST_RUNS) console.log(`fewer than ${LEAST_RUNS} runs: a trial, not a result`);

  const skipped: Skipped[] = [];
  const origin = await spawnServer(await entryCommand("origin/origin.ts", "node"));
  try {
    const context: BenchContext = {
      options,
      tool,
      originUrl: origin.url,
      random: createRandom(seed),
      tell: (line) => console.error(line),
      skip(what, why) {
        const reason = why instanceof Error ? why.message : String(why);
        console.error(`left out: ${what}: ${reason}`);
        skipped.push({ what, why: reason });
      },
    };
    const measured = { ...(await measure(context)), skipped };
    const targets = judge(measured);
    console.log(
      `\n${printedResult(
        measured,
        targets,
        LOAD_SCENARIOS.map(({ id }) => id),
      )}\n`,
    );

    const startedAt = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
    const file = options.out ?? fileURLToPath(new URL(`results/${startedAt}.json`, import.meta.url));
    const { runs, seconds, warmupSeconds, readers } = options;
    const report = {
      machine,
      versions,
      conditions: { runs, seconds, warmupSeconds, readers, seed },
      ...measured,
      targets,
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`written to ${relative(process.cwd(), file)}`);
  } finally {
    await origin.stop();
  }
}

async function measure(context: BenchContext): Promise<Omit<Measurements, "skipped">> {
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
      ready.push({ contender, command: await commandOf(contender, context.originUrl) });
    } catch (error) {
      context.skip(contender.id, error);
    }
  }
  return ready;
}
