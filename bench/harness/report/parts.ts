import type { LoadFigures } from "./results.ts";
import { type Column, textTable } from "./text-table.ts";

/** A heading and a table below it; undefined where there are no rows. */
export function tablePart<Row>(
  heading: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string | undefined {
  return rows.length === 0 ? undefined : `${heading}\n\n${textTable(columns, rows)}`;
}

/** The parts that there are, with space between them. */
export function joinParts(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join("\n\n\n");
}

/** How many digits are printed behind the point. */
export interface LoadDigits {
  readonly rate: number;
  readonly latency: number;
  readonly cpu: number;
}

/** Columns for what a server did under a load. */
export function loadColumns({ rate, latency, cpu }: LoadDigits) {
  type Row = { readonly median: Omit<LoadFigures, "cpuSeconds"> };
  const columns: readonly Column<Row>[] = [
    { heading: "req/s", cell: ({ median }) => rounded(median.requestsPerSecond, rate) },
    { heading: "p50 ms", cell: ({ median }) => rounded(median.p50Ms, latency) },
    { heading: "p99 ms", cell: ({ median }) => rounded(median.p99Ms, latency) },
    { heading: "CPU ms/req", cell: ({ median }) => rounded(median.cpuMsPerRequest, cpu) },
    { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
    { heading: "errors", cell: ({ median }) => median.errors },
  ];
  return columns;
}

/** A figure with some digits behind the point. */
export function rounded(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}
