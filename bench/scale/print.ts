import { textTable } from "../harness/report/text-table.ts";
import type { CatalogRow } from "./measure-catalog.ts";
import type { ConnectionRow } from "./measure-connections.ts";
import type { ReaderRow } from "./measure-readers.ts";

/** Everything that one call found. */
export interface ScaleMeasurements {
  readonly catalogs: readonly CatalogRow[];
  readonly connections: readonly ConnectionRow[];
  readonly readers: readonly ReaderRow[];
  readonly skipped: readonly { readonly what: string; readonly why: string }[];
}

/** The result in plain text. */
export function printedScale({ catalogs, connections, readers, skipped }: ScaleMeasurements): string {
  const parts: string[] = [];
  if (catalogs.length > 0) {
    parts.push(
      `Catalog, medians\n\n${textTable(
        [
          { heading: "rows", cell: (row) => row.rows },
          { heading: "runtime", cell: (row) => row.runtime },
          { heading: "ready s", cell: ({ median }) => fixed(median.readyMs / 1000, 2) },
          { heading: "MiB", cell: ({ median }) => Math.round(median.readyMiB) },
          { heading: "hit ns", cell: ({ median }) => Math.round(median.hitNs) },
          { heading: "miss ns", cell: ({ median }) => Math.round(median.missNs) },
          { heading: "reload s", cell: ({ median }) => fixed(median.appReloadMs / 1000, 2) },
          { heading: "longest request ms", cell: ({ median }) => fixed(median.longestRequestMs, 1) },
          { heading: "without reload", cell: ({ median }) => fixed(median.longestQuietMs, 1) },
          { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
          { heading: "load alone s", cell: ({ median }) => fixed(median.loadMs / 1000, 2) },
          { heading: "its CPU s", cell: ({ median }) => fixed(median.loadCpuMs / 1000, 2) },
          { heading: "stall alone ms", cell: ({ median }) => fixed(median.stallMs, 1) },
          { heading: "its CPU ms", cell: ({ median }) => fixed(median.stallCpuMs, 1) },
          { heading: "unchanged ms", cell: ({ median }) => fixed(median.unchangedMs, 1) },
        ],
        catalogs,
      )}`,
    );
  }
  if (connections.length > 0) {
    parts.push(
      `Connections, every answer from the secondary, medians\n\n${textTable(
        [
          { heading: "runtime", cell: (row) => row.runtime },
          { heading: "processes", cell: (row) => row.processes },
          { heading: "active", cell: (row) => row.active },
          { heading: "idle", cell: (row) => row.idle },
          { heading: "req/s", cell: ({ median }) => Math.round(median.requestsPerSecond) },
          { heading: "p50 ms", cell: ({ median }) => fixed(median.p50Ms, 2) },
          { heading: "p99 ms", cell: ({ median }) => fixed(median.p99Ms, 2) },
          { heading: "CPU ms/req", cell: ({ median }) => fixed(median.cpuMsPerRequest, 3) },
          { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
          { heading: "KiB/connection", cell: perConnection },
          { heading: "errors", cell: ({ median }) => median.errors },
        ],
        connections,
      )}`,
    );
  }
  if (readers.length > 0) {
    parts.push(
      `Readers of tab-separated files, rows found by id, medians\n\n${textTable(
        [
          { heading: "reader", cell: (row) => row.reader },
          { heading: "rows", cell: ({ median }) => median.rows },
          { heading: "s", cell: ({ median }) => fixed(median.ms / 1000, 2) },
          { heading: "stall ms", cell: ({ median }) => fixed(median.stallMs, 0) },
          { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
        ],
        readers,
      )}`,
    );
  }
  const targets = catalogTargets(catalogs);
  if (targets.length > 0) parts.push(`What is to be reached with 1,000,000 rows\n\n${targets.join("\n")}`);
  if (skipped.length > 0) parts.push(`Left out\n\n${skipped.map(({ what, why }) => `${what}: ${why}`).join("\n")}`);
  return parts.join("\n\n\n");
}

/** The project's targets, and for the stall its aim. */
export function catalogTargets(catalogs: readonly CatalogRow[]): string[] {
  const large = catalogs.filter(({ rows }) => rows === 1_000_000);
  return large.flatMap(({ runtime, median }) =>
    [
      { name: "ready, s", figure: median.readyMs / 1000, limit: 5 },
      { name: "memory, MB", figure: (median.readyMiB * 2 ** 20) / 1e6, limit: 400 },
      { name: "look-up, µs", figure: Math.max(median.hitNs, median.missNs) / 1000, limit: 2 },
      { name: "reload stall, ms", figure: median.stallMs, limit: 50 },
      { name: "reload stall, CPU ms", figure: median.stallCpuMs, limit: 50 },
    ].map(
      ({ name, figure, limit }) =>
        `${figure < limit ? "pass" : "miss"}  ${runtime}  ${name}: ${figure.toFixed(2)}, wanted under ${limit}`,
    ),
  );
}

/** With few connections, what is compiled and allocated for any request would be taken for theirs. */
function perConnection({ active, idle, median }: ConnectionRow): string {
  return Math.max(active, idle) < 100 ? "-" : median.kibPerConnection.toFixed(1);
}

function fixed(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}
