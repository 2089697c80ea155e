import type { LoadRow, Measurements, MemoryFigures, MemoryRow } from "../harness/report/results.ts";
import { textTable } from "../harness/report/text-table.ts";
import { CEILING, CONTENDERS } from "./contenders/contenders.ts";
import type { Target } from "./targets.ts";

const ORDER = [CEILING, ...CONTENDERS].map(({ id }) => id);
const TITLES = new Map([CEILING, ...CONTENDERS].map(({ id, title }) => [id, title]));

/** The whole result in plain text: the loads, what is measured besides, what is to be reached, what was left out. */
export function printedResult(
  measured: Measurements,
  targets: readonly Target[],
  scenarioOrder: readonly string[],
): string {
  const { loads, memory, goodPath, wrapperCost, skipped } = measured;
  const parts: string[] = [];
  const part = (heading: string, rows: number, table: () => string) => {
    if (rows > 0) parts.push(`${heading}\n\n${table()}`);
  };
  part("Load, medians", loads.length, () => loadTable(inOrder(loads, scenarioOrder)));
  part("Resident memory added by slow readers, kB for each", memory.length, () =>
    textTable(
      [
        { heading: "contender", cell: (row) => row.contender },
        { heading: "readers", cell: (row) => row.readers },
        { heading: "20 kB taken", cell: perReader("idleAddedMiB") },
        { heading: "20 kB under way", cell: perReader("smallAddedMiB") },
        { heading: "16 MB", cell: perReader("largeAddedMiB") },
        { heading: "16 MB / under way", cell: ({ median }) => round(median.largeAddedMiB / median.smallAddedMiB, 2) },
      ],
      memory,
    ),
  );
  part("Good path, requests a second", goodPath.length, () =>
    textTable(
      [
        { heading: "runtime", cell: (row) => row.runtime },
        { heading: "bare", cell: (row) => Math.round(row.barePerSecond) },
        { heading: "wrapped", cell: (row) => Math.round(row.wrappedPerSecond) },
        { heading: "ratio", cell: (row) => round(row.ratio, 3) },
      ],
      goodPath,
    ),
  );
  part("Cost of a call in-process, nanoseconds", wrapperCost.length, () =>
    textTable(
      [
        { heading: "runtime", cell: (row) => row.runtime },
        { heading: "bare", cell: (row) => row.bareNs },
        { heading: "wrapped", cell: (row) => row.wrappedNs },
        { heading: "wrapped, with record", cell: (row) => row.recordedNs },
        { heading: "wrapper", cell: (row) => row.wrappedNs - row.bareNs },
      ],
      wrapperCost,
    ),
  );
  part("What is to be reached", targets.length, () =>
    textTable(
      [
        { heading: "ratio", cell: (row) => row.name },
        { heading: "wanted", cell: (row) => `${row.sense} ${row.limit}${row.tryFor ? `, try ${row.tryFor}` : ""}` },
        { heading: "measured", cell: (row) => (row.figure === undefined ? "-" : row.figure.toFixed(2)) },
        { heading: "verdict", cell: (row) => row.verdict },
        { heading: "from", cell: (row) => row.note },
      ],
      targets,
    ),
  );
  part("Left out", skipped.length, () => skipped.map(({ what, why }) => `${what}: ${why}`).join("\n"));
  return parts.join("\n\n\n");
}

/** Kilobytes. */
function perReader(figure: keyof MemoryFigures): (row: MemoryRow) => number {
  return ({ median, readers }) => round((median[figure] * 2 ** 20) / 1000 / readers, 1);
}

function loadTable(rows: readonly LoadRow[]): string {
  return textTable(
    [
      { heading: "scenario", cell: (row) => row.scenario },
      { heading: "contender", cell: (row) => row.contender },
      { heading: "req/s", cell: ({ median }) => Math.round(median.requestsPerSecond) },
      { heading: "p50 ms", cell: ({ median }) => round(median.p50Ms, 2) },
      { heading: "p99 ms", cell: ({ median }) => round(median.p99Ms, 2) },
      { heading: "CPU s", cell: ({ median }) => round(median.cpuSeconds, 2) },
      { heading: "CPU ms/req", cell: ({ median }) => round(median.cpuMsPerRequest, 3) },
      { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
      { heading: "errors", cell: ({ median }) => median.errors },
      { heading: "", cell: (row) => TITLES.get(row.contender) ?? "" },
    ],
    rows,
  );
}

function inOrder(rows: readonly LoadRow[], scenarioOrder: readonly string[]): LoadRow[] {
  const place = (row: LoadRow) => scenarioOrder.indexOf(row.scenario) * 1000 + ORDER.indexOf(row.contender);
  return [...rows].sort((a, b) => place(a) - place(b));
}

function round(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}
