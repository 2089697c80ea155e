import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../harness/load/run-program.ts";
import { medianOf } from "../harness/report/median.ts";
import { entryCommand } from "../harness/servers/entry-command.ts";
import { writeCatalogFile } from "./catalog-file.ts";

/** What it takes to read a file and to be able to find its rows. */
export interface ReaderFigures {
  /** Different ids that were found; the same for all that read rightly. */
  readonly rows: number;
  readonly ms: number;
  /** The longest stall of the event loop, milliseconds. */
  readonly stallMs: number;
  /** The most resident memory, MiB. */
  readonly peakMiB: number;
}

export interface ReaderRow {
  readonly reader: string;
  readonly median: ReaderFigures;
}

/** This server's reader of catalog data files against libraries that fill a `Map`, on Node. */
export async function measureReaders(rows: number, runs: number): Promise<ReaderRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-scale-"));
  try {
    const file = join(folder, "catalog.tsv");
    await writeCatalogFile(file, rows);
    const run = async (reader: string) => {
      const { program, args, env } = await entryCommand("scale/tsv-reader.ts", "node", { FILE: file, READER: reader });
      return JSON.parse(await runProgram(program, args, env));
    };
    const found: ReaderRow[] = [];
    for (const reader of (await run("")) as string[]) {
      const figures: ReaderFigures[] = [];
      for (let count = 0; count < runs; count++) figures.push(await run(reader));
      found.push({ reader, median: medianOf<keyof ReaderFigures>(figures) });
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
