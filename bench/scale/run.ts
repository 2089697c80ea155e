/**
 * How the image server's cost grows with the rows of its catalogs and with its connections: see README.md beside this
 * file.
 *
 *   npm run bench:scale -- --help
 */
import { createAutocannon } from "../harness/load/autocannon.ts";
import { findWrk } from "../harness/load/wrk.ts";
import { describeVersions } from "../harness/report/machine.ts";
import { type BenchRun, runBench } from "../harness/run-bench.ts";
import { startOrigin } from "../harness/servers/entry-command.ts";
import { type CatalogRow, measureCatalog } from "./measure-catalog.ts";
import { type ConnectionRow, connectionScenarios, measureConnections } from "./measure-connections.ts";
import { measureReaders, type ReaderRow } from "./measure-readers.ts";
import { parseScaleOptions, type ScaleOptions } from "./options.ts";
import { printedScale, type ScaleMeasurements } from "./print.ts";

const tool = findWrk() ?? createAutocannon();

await runBench<ScaleOptions>({
  reportName: "scale",
  parse: parseScaleOptions,
  versions: () => describeVersions(tool),
  async measure(options, run) {
    const report = await measure(options, run);
    return { printed: printedScale(report), report };
  },
});

async function measure(options: ScaleOptions, { tell, skip }: BenchRun): Promise<ScaleMeasurements> {
  const { parts, runtimes, rows, runs, seconds, warmupSeconds } = options;
  const catalogs: CatalogRow[] = [];
  const connections: ConnectionRow[] = [];
  const readers: ReaderRow[] = [];
  /** What fails is left out with its reason, and the rest goes on. */
  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    tell(what);
    await work().catch((error: unknown) => skip(what, error));
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
    const origin = await startOrigin();
    try {
      const measurement = { tool, originUrl: origin.url, runs, seconds, warmupSeconds };
      for (const scenario of connectionScenarios(runtimes, options.connections, options.processes)) {
        const { active, idle, runtime, processes } = scenario;
        const what = `${active} active and ${idle} idle connections on ${runtime}, ${processes} processes`;
        await attempt(what, async () => void connections.push(await measureConnections(scenario, measurement)));
      }
    } finally {
      await origin.stop();
    }
  }
  return { catalogs, connections, readers };
}
