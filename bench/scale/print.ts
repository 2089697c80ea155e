import { joinParts, loadColumns, rounded, tablePart } from "../harness/report/parts.ts";
import type { CatalogRow } from "./measure-catalog.ts";
import type { ConnectionRow } from "./measure-connections.ts";
import type { ReaderRow } from "./measure-readers.ts";

/** Everything that one call found. */
export interface ScaleMeasurements {
  readonly catalogs: readonly CatalogRow[];
  readonly connections: readonly ConnectionRow[];
  readonly readers: readonly ReaderRow[];
}

/** The result in plain text. */
export function printedScale({ catalogs, connections, readers }: ScaleMeasurements): string {
  const targets = catalogTargets(catalogs);
  return joinParts([
    tablePart(
      "Catalog, medians",
      [
        { heading: "rows", cell: (row) => row.rows },
        { heading: "runtime", cell: (row) => row.runtime },
        { heading: "ready s", cell: ({ median }) => rounded(median.readyMs / 1000, 2) },
        { heading: "MiB", cell: ({ median }) => Math.round(median.readyMiB) },
        { heading: "hit ns", cell: ({ median }) => Math.round(median.hitNs) },
        { heading: "miss ns", cell: ({ median }) => Math.round(median.missNs) },
        { heading: "reload s", cell: ({ median }) => rounded(median.appReloadMs / 1000, 2) },
        { heading: "longest request ms", cell: ({ median }) => rounded(median.longestRequestMs, 1) },
        { heading: "without reload", cell: ({ median }) => rounded(median.longestQuietMs, 1) },
        { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
        { heading: "load alone s", cell: ({ median }) => rounded(median.loadMs / 1000, 2) },
        { heading: "its CPU s", cell: ({ median }) => rounded(median.loadCpuMs / 1000, 2) },
        { heading: "stall alone ms", cell: ({ median }) => rounded(median.stallMs, 1) },
        { heading: "its CPU ms", cell: ({ median }) => rounded(median.stallCpuMs, 1) },
        { heading: "unchanged ms", cell: ({ median }) => rounded(median.unchangedMs, 1) },
      ],
      catalogs,
    ),
    tablePart(
      "Connections, every answer from the secondary, medians",
      [
        { heading: "runtime", cell: (row) => row.runtime },
        { heading: "processes", cell: (row) => row.processes },
        { heading: "active", cell: (row) => row.active },
        { heading: "idle", cell: (row) => row.idle },
        ...loadColumns({ rate: 0, latency: 2, cpu: 3 }),
        { heading: "KiB/connection", cell: perConnection },
      ],
      connections,
    ),
    tablePart(
      "Readers of tab-separated files, rows found by id, medians",
      [
        { heading: "reader", cell: (row) => row.reader },
        { heading: "rows", cell: ({ median }) => median.rows },
        { heading: "s", cell: ({ median }) => rounded(median.ms / 1000, 2) },
        { heading: "stall ms", cell: ({ median }) => rounded(median.stallMs, 0) },
        { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
      ],
      readers,
    ),
    targets.length > 0 ? `What is to be reached with 1,000,000 rows\n\n${targets.join("\n")}` : undefined,
  ]);
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
