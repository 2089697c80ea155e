/**
 * How the image server's cost grows with the rows of its catalogs and with its connections: see README.md beside this file.
 *
 *   npm run bench:scale -- --help
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createAutocannon } from "../harness/load/autocannon.ts";
import { findWrk } from "../harness/load/wrk.ts";
import { describeMachine, describeVersions } from "../harness/report/machine.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import { entryCommand } from "../redirect/contenders/contenders.ts";
import { type CatalogRow, measureCatalog } from "./measure-catalog.ts";
import { type ConnectionRow, connectionScenarios, measureConnections } from "./measure-connections.ts";
import { measureReaders, type ReaderRow } from "./measure-readers.ts";
import { parseScaleOptions, type ScaleOptions } from "./options.ts";
import { printedScale, type ScaleMeasurements } from "./print.ts";

try {
  const options = parseScaleOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else await benchScale(options);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function benchScale(options: ScaleOptions): Promise<void> {
  const tool = findWrk() ?? createAutocannon();
  const machine = describeMachine();
  const versions = describeVersions(tool);
  const { cpu, cores, memoryGiB, system, loadAverage } = machine;
  console.log(`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, load average ${loadAverage}`);
  console.log(`node ${versions.node}, bun ${versions.bun}, deno ${versions.deno}, ${tool.name} ${tool.version}`);
  const measured = await measure(options);
  console.log(`\n${printedScale(measured)}\n`);

  const startedAt = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
  const file = options.out ?? fileURLToPath(new URL(`../results/scale-${startedAt}.json`, import.meta.url));
  const { runs, seconds, warmupSeconds } = options;
  mkdirSync(dirname(file), { recursive: true });
  const report = { machine, versions, conditions: { runs, seconds, warmupSeconds }, ...measured };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`written to ${relative(process.cwd(), file)}`);
}

async function measure(options: ScaleOptions): Promise<ScaleMeasurements> {
  const { parts, runtimes, rows, runs, seconds, warmupSeconds } = options;
  const catalogs: CatalogRow[] = [];
  const connections: ConnectionRow[] = [];
  const readers: ReaderRow[] = [];
  const skipped: { what: string; why: string }[] = [];
  /** What fails is left out with its reason, and the rest goes on. */
  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    console.error(what);
    await work().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      console.error(`left out: ${what}: ${why}`);
      skipped.push({ what, why });
    });
  }

  if (parts.has("readers")) {
    const most = Math.max(...rows);
    await attempt(`readers, ${most} rows`, async () => void readers.push(...(await measureReaders(most, runs))));
  }
  if (parts.has("catalog")) {
    for (const runtime of runtimes) {
      for (const count of rows) {
        const what = `catalog of ${count} rows on ${runtime}`;
        await attempt(what, async () => void catalogs.push(await measureCatalog(runtime, count, runs)));
      }
    }
  }
  if (parts.has("connections")) {
    const origin = await spawnServer(await entryCommand("origin/origin.ts", "node"));
    try {
      const measurement = {
        tool: findWrk() ?? createAutocannon(),
        originUrl: origin.url,
        runs,
        seconds,
        warmupSeconds,
      };
      for (const scenario of connectionScenarios(runtimes, options.connections, options.processes)) {
        const { active, idle, runtime, processes } = scenario;
        const what = `${active} active and ${idle} idle connections on ${runtime}, ${processes} processes`;
        await attempt(what, async () => void connections.push(await measureConnections(scenario, measurement)));
      }
    } finally {
      await origin.stop();
    }
  }
  return { catalogs, connections, readers, skipped };
}
