import { joinParts, loadColumns, rounded, tablePart } from "../harness/report/parts.ts";
import type { LoadRow } from "../harness/report/results.ts";
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
export function printedImagePaths(loads: readonly LoadRow[], stages: StageFigures | undefined): string {
  return joinParts([
    ...IMAGE_SCENARIOS.map(({ id, title }) =>
      tablePart(
        `${id}: ${title}, medians`,
        [
          { heading: "contender", cell: (row) => row.contender },
          ...loadColumns({ rate: 1, latency: 1, cpu: 2 }),
          { heading: "", cell: ({ contender }) => IMAGE_CONTENDERS.find((one) => one.id === contender)?.title ?? "" },
        ],
        IMAGE_CONTENDERS.flatMap((one) => loads.filter((row) => row.scenario === id && row.contender === one.id)),
      ),
    ),
    stages && `Where the CPU time of one image goes, one at a time\n\n${stageTable(stages)}`,
  ]);
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
      { heading: "all ms", cell: (row) => rounded(total(row), 1) },
      column("identify"),
      column("decode"),
      column("encode"),
    ],
    stages,
  );
  const alone = sharpAlone.map(({ width, ms }) => `${ms.toFixed(1)} ms to ${width}`).join(", ");
  return `${table}\n\nsharp in one piece, nothing checked: ${alone}`;
}
