import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../harness/load/run-program.ts";
import { medianOf } from "../harness/report/median.ts";
import { appCommand } from "../harness/servers/app-command.ts";
import { entryCommand } from "../harness/servers/entry-command.ts";
import { usageOf } from "../harness/servers/proc-stat.ts";
import type { Runtime } from "../harness/servers/runtimes.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import { writeCatalogFile } from "./catalog-file.ts";
import { readUntilReloaded } from "./reload-requests.ts";

/** What a catalog of some size costs. */
export interface CatalogFigures {
  /** From the start of the app's process to its `listening`, milliseconds. */
  readonly readyMs: number;
  /** Resident memory of the app when it is ready, MiB. */
  readonly readyMiB: number;
  /** From SIGHUP to the first answer out of the new version, milliseconds. */
  readonly appReloadMs: number;
  /** The longest time that a request took during that, milliseconds; one request at a time. */
  readonly longestRequestMs: number;
  /** The longest of a second without a reload. */
  readonly longestQuietMs: number;
  /** The most resident memory of the app, a reload included, MiB. */
  readonly peakMiB: number;
  /** Nanoseconds to find a record by its id, and to find none. */
  readonly hitNs: number;
  readonly missNs: number;
  /** Milliseconds of a load alone, in a process that does nothing else, and of its CPU time. */
  readonly loadMs: number;
  readonly loadCpuMs: number;
  /** The longest stall of the event loop in a reload there, milliseconds, and the most CPU time in one. */
  readonly stallMs: number;
  readonly stallCpuMs: number;
  /** Milliseconds of a reload when no data file has changed. */
  readonly unchangedMs: number;
}

export interface CatalogRow {
  readonly rows: number;
  readonly runtime: Runtime;
  readonly median: CatalogFigures;
  readonly runs: readonly CatalogFigures[];
}

type ProbedFigure = "hitNs" | "missNs" | "loadMs" | "loadCpuMs" | "stallMs" | "stallCpuMs" | "unchangedMs";

const LONG_AGO = new Date("2025-01-01");

/** Measures a catalog of some rows on a runtime: once inside a process of its own, once in the app. */
export async function measureCatalog(runtime: Runtime, rows: number, runs: number): Promise<CatalogRow> {
  const figures: CatalogFigures[] = [];
  for (let run = 0; run < runs; run++) figures.push(await measureOnce(runtime, rows));
  return { rows, runtime, median: medianOf<keyof CatalogFigures>(figures), runs: figures };
}

async function measureOnce(runtime: Runtime, rows: number): Promise<CatalogFigures> {
  const folder = mkdtempSync(join(tmpdir(), "bench-scale-"));
  try {
    mkdirSync(join(folder, "images"));
    mkdirSync(join(folder, "catalog"));
    const catalogs = join(folder, "catalog");
    const data = join(catalogs, "shop.tsv");
    writeFileSync(join(folder, "PlatformServer.conf"), "accessLog.directory=logs\n");
    writeFileSync(join(catalogs, "shop.ini"), "RootId=shop\nCatalogFile=shop.tsv\n");
    await writeCatalogFile(data, rows);
    // A file that was just written is read again by the next loading, changed or not.
    utimesSync(data, LONG_AGO, LONG_AGO);
    const probe = await entryCommand("scale/catalog-probe.ts", runtime, { CATALOGS: catalogs, ROWS: String(rows) });
    const probed: Pick<CatalogFigures, ProbedFigure> = JSON.parse(
      await runProgram(probe.program, probe.args, probe.env),
    );

    const command = await appCommand({ runtime, configurationFolder: folder });
    const startedAtMs = performance.now();
    const app = await spawnServer(command);
    try {
      const readyMs = performance.now() - startedAtMs;
      const readyMiB = usageOf(app.pid).residentBytes / 2 ** 20;
      const reload = await readUntilReloaded(app.url, data, () => process.kill(app.pid, "SIGHUP"));
      const peakMiB = usageOf(app.pid).peakBytes / 2 ** 20;
      return { readyMs, readyMiB, ...reload, peakMiB, ...probed };
    } finally {
      await app.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
