import { joinParts, loadColumns, rounded, tablePart } from "../harness/report/parts.ts";
import type { LoadRow, Measurements, MemoryFigures, MemoryRow } from "../harness/report/results.ts";
import { CEILING, CONTENDERS } from "./contenders/contenders.ts";
import type { Target } from "./targets.ts";

const ORDER = [CEILING, ...CONTENDERS].map(({ id }) => id);
const TITLES = new Map([CEILING, ...CONTENDERS].map(({ id, title }) => [id, title]));

/** The whole result in plain text: the loads, what is measured besides, what is to be reached. */
export function printedResult(
  measured: Measurements,
  targets: readonly Target[],
  scenarioOrder: readonly string[],
): string {
  const { loads, memory, goodPath, wrapperCost } = measured;
  return joinParts([
    tablePart(
      "Load, medians",
      [
        { heading: "scenario", cell: (row) => row.scenario },
        { heading: "contender", cell: (row) => row.contender },
        ...loadColumns({ rate: 0, latency: 2, cpu: 3 }),
        { heading: "", cell: (row) => TITLES.get(row.contender) ?? "" },
      ],
      inOrder(loads, scenarioOrder),
    ),
    tablePart(
      "Resident memory added by slow readers, kB for each",
      [
        { heading: "contender", cell: (row) => row.contender },
        { heading: "readers", cell: (row) => row.readers },
        { heading: "20 kB taken", cell: perReader("idleAddedMiB") },
        { heading: "20 kB under way", cell: perReader("smallAddedMiB") },
        { heading: "16 MB", cell: perReader("largeAddedMiB") },
        { heading: "16 MB / under way", cell: ({ median }) => rounded(median.largeAddedMiB / median.smallAddedMiB, 2) },
      ],
      memory,
    ),
    tablePart(
      "Good path, requests a second",
      [
        { heading: "runtime", cell: (row) => row.runtime },
        { heading: "bare", cell: (row) => Math.round(row.barePerSecond) },
        { heading: "wrapped", cell: (row) => Math.round(row.wrappedPerSecond) },
        { heading: "ratio", cell: (row) => rounded(row.ratio, 3) },
      ],
      goodPath,
    ),
    tablePart(
      "Cost of a call in-process, nanoseconds",
      [
        { heading: "runtime", cell: (row) => row.runtime },
        { heading: "bare", cell: (row) => row.bareNs },
        { heading: "wrapped", cell: (row) => row.wrappedNs },
        { heading: "wrapped, with record", cell: (row) => row.recordedNs },
        { heading: "wrapper", cell: (row) => row.wrappedNs - row.bareNs },
      ],
      wrapperCost,
    ),
    tablePart(
      "What is to be reached",
      [
        { heading: "ratio", cell: (row) => row.name },
        { heading: "wanted", cell: (row) => `${row.sense} ${row.limit}${row.tryFor ? `, try ${row.tryFor}` : ""}` },
        { heading: "measured", cell: (row) => (row.figure === undefined ? "-" : row.figure.toFixed(2)) },
        { heading: "verdict", cell: (row) => row.verdict },
        { heading: "from", cell: (row) => row.note },
      ],
      targets,
    ),
  ]);
}

/** Kilobytes. */
function perReader(figure: keyof MemoryFigures): (row: MemoryRow) => number {
  return ({ median, readers }) => rounded((median[figure] * 2 ** 20) / 1000 / readers, 1);
}

function inOrder(rows: readonly LoadRow[], scenarioOrder: readonly string[]): LoadRow[] {
  const place = (row: LoadRow) => scenarioOrder.indexOf(row.scenario) * 1000 + ORDER.indexOf(row.contender);
  return [...rows].sort((a, b) => place(a) - place(b));
}
