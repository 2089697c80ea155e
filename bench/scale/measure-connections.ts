import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { checkAnswer } from "../harness/load/check-answer.ts";
import type { LoadTool } from "../harness/load/load.ts";
import { loadFigures } from "../harness/measure-server.ts";
import { bodyOf, targetOf } from "../harness/origin/answers.ts";
import { medianOf } from "../harness/report/median.ts";
import { appCommand } from "../harness/servers/app-command.ts";
import { usageOf } from "../harness/servers/proc-stat.ts";
import type { Runtime } from "../harness/servers/runtimes.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import { openIdleConnections } from "./idle-connections.ts";

/** Some connections to the image server, each of whose requests is answered by the secondary. */
export interface ConnectionScenario {
  readonly runtime: Runtime;
  /** Processes that serve on one port: the app's `--processes`. From 2 on there is one more, which starts them. */
  readonly processes: number;
  /** Connections that ask all the time. */
  readonly active: number;
  /** Keep-alive connections that had one answer and ask no more, beside the active ones. */
  readonly idle: number;
}

export interface ConnectionFigures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMsPerRequest: number;
  readonly peakMiB: number;
  /**
   * Resident memory that a connection adds, KiB: of idle ones what they hold, of active ones the peak, each less what
   * was resident after the warm-up with few connections.
   */
  readonly kibPerConnection: number;
  readonly errors: number;
}

export interface ConnectionRow extends ConnectionScenario {
  readonly median: ConnectionFigures;
  readonly runs: readonly ConnectionFigures[];
}

export interface ConnectionMeasurement {
  readonly tool: LoadTool;
  readonly originUrl: string;
  readonly runs: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
}

const SIZE = "20k";
const WARMUP_CONNECTIONS = 32;
const SETTLE_MS = 300;

/** Active connections alone, from one on, and idle ones beside the load of 32; each with each number of processes. */
export function connectionScenarios(
  runtimes: readonly Runtime[],
  counts: readonly number[],
  processCounts: readonly number[],
): ConnectionScenario[] {
  const idleCounts = counts.filter((idle) => idle >= 100);
  return runtimes.flatMap((runtime) =>
    processCounts.flatMap((processes) => [
      ...counts.map((active) => ({ runtime, processes, active, idle: 0 })),
      ...idleCounts.map((idle) => ({ runtime, processes, active: WARMUP_CONNECTIONS, idle })),
    ]),
  );
}

/** Measures one scenario, each run in a fresh process. */
export async function measureConnections(
  scenario: ConnectionScenario,
  measurement: ConnectionMeasurement,
): Promise<ConnectionRow> {
  const runs: ConnectionFigures[] = [];
  for (let run = 0; run < measurement.runs; run++) runs.push(await measureOnce(scenario, measurement));
  return { ...scenario, median: medianOf<keyof ConnectionFigures>(runs), runs };
}

async function measureOnce(
  { runtime, processes, active, idle }: ConnectionScenario,
  { tool, originUrl, seconds, warmupSeconds }: ConnectionMeasurement,
): Promise<ConnectionFigures> {
  const configurationFolder = redirectingConfiguration(originUrl);
  const app = await spawnServer(await appCommand({ runtime, configurationFolder, processes }));
  try {
    const url = app.url + targetOf(SIZE);
    await checkAnswer({ url, body: bodyOf(SIZE), keepAlive: true });
    await tool.run({ url, connections: WARMUP_CONNECTIONS, seconds: warmupSeconds, keepAlive: true });
    await delay(SETTLE_MS);
    const before = usageOf(app.pid);
    const kept = idle > 0 ? await openIdleConnections(url, idle) : undefined;
    try {
      await delay(SETTLE_MS);
      const held = usageOf(app.pid);
      const { cpuSeconds: _, ...figures } = await loadFigures(app.pid, () =>
        tool.run({ url, connections: active, seconds, keepAlive: true }),
      );
      const usedBytes = idle > 0 ? held.residentBytes : figures.peakMiB * 2 ** 20;
      return {
        ...figures,
        kibPerConnection: Math.max(0, usedBytes - before.residentBytes) / 1024 / (idle > 0 ? idle : active),
        errors: figures.errors + (kept?.closed ?? 0),
      };
    } finally {
      kept?.close();
    }
  } finally {
    await app.stop();
    rmSync(configurationFolder, { recursive: true, force: true });
  }
}

/** A server whose only image is in the catalog and not on disk (R01), so that the secondary answers. */
function redirectingConfiguration(originUrl: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bench-scale-"));
  const [, , , rootId, id] = new URL(targetOf(SIZE), originUrl).pathname.split("/");
  for (const name of ["images", "catalog"]) mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, "PlatformServer.conf"),
    `errorRedirect.rootUrl=${originUrl}\nerrorRedirect.connectTimeout=30000\naccessLog.directory=logs\n`,
  );
  writeFileSync(join(folder, "catalog", "lost.ini"), `RootId=${rootId}\nCatalogFile=lost.tsv\n`);
  writeFileSync(join(folder, "catalog", "lost.tsv"), `Id\tPath\n${id}\tlost.jpg\n`);
  return folder;
}
