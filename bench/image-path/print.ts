import type { LoadRow, Skipped } from "../harness/report/results.ts";
import { textTable } from "../harness/report/text-table.ts";
import { IMAGE_CONTENDERS } from "./contenders.ts";
import { IMAGE_SCENARIOS } from "./scenarios.ts";

/** CPU time in milliseconds of each stage for one image. */
export interface Stages {
  readonly codec: string;
  /** Of the result, in pixels. */
  readonly width: number;
  /** With the check of the structure. */
  readonly identify: number;
  /** To the size of the result. */
  readonly decode: number;
  readonly encode: number;
}

export interface StageFigures {
  readonly stages: readonly Stages[];
  /** sharp with all in one piece and no check. */
  readonly sharpAlone: readonly { readonly width: number; readonly ms: number }[];
}

/** The result in plain text. */
export function printedImagePaths(
  loads: readonly LoadRow[],
  stages: StageFigures | undefined,
  skipped: readonly Skipped[],
): string {
  const parts: string[] = [];
  for (const { id, title } of IMAGE_SCENARIOS) {
    const rows = IMAGE_CONTENDERS.flatMap((contender) =>
      loads.filter((row) => row.scenario === id && row.contender === contender.id),
    );
    if (rows.length > 0) parts.push(`${id}: ${title}, medians\n\n${loadTable(rows)}`);
  }
  if (stages !== undefined) {
    parts.push(`Where the CPU time of one image goes, one at a time\n\n${stageTable(stages)}`);
  }
  if (skipped.length > 0) parts.push(`Left out\n\n${skipped.map(({ what, why }) => `${what}: ${why}`).join("\n")}`);
  return parts.join("\n\n\n");
}

function loadTable(rows: readonly LoadRow[]): string {
  return textTable(
    [
      { heading: "contender", cell: (row) => row.contender },
      { heading: "req/s", cell: ({ median }) => fixed(median.requestsPerSecond, 1) },
      { heading: "p50 ms", cell: ({ median }) => fixed(median.p50Ms, 1) },
      { heading: "p99 ms", cell: ({ median }) => fixed(median.p99Ms, 1) },
      { heading: "CPU s", cell: ({ median }) => fixed(median.cpuSeconds, 2) },
      { heading: "CPU ms/req", cell: ({ median }) => fixed(median.cpuMsPerRequest, 2) },
      { heading: "peak MiB", cell: ({ median }) => Math.round(median.peakMiB) },
      { heading: "errors", cell: ({ median }) => median.errors },
      { heading: "", cell: ({ contender }) => IMAGE_CONTENDERS.find(({ id }) => id === contender)?.title ?? "" },
    ],
    rows,
  );
}

function stageTable({ stages, sharpAlone }: StageFigures): string {
  const total = ({ identify, decode, encode }: Stages) => identify + decode + encode;
  const column = (stage: "identify" | "decode" | "encode") => ({
    heading: stage,
    cell: (row: Stages) => `${row[stage].toFixed(1)} ms ${Math.round((100 * row[stage]) / total(row))}%`,
  });
  const table = textTable(
    [
      { heading: "codec", cell: (row) => row.codec },
      { heading: "to width", cell: (row) => row.width },
      { heading: "all ms", cell: (row) => fixed(total(row), 1) },
      column("identify"),
      column("decode"),
      column("encode"),
    ],
    stages,
  );
  const alone = sharpAlone.map(({ width, ms }) => `${ms.toFixed(1)} ms to ${width}`).join(", ");
  return `${table}\n\nsharp in one piece, nothing checked: ${alone}`;
}

function fixed(figure: number, digits: number): number {
  return Number(figure.toFixed(digits));
}
