import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConformanceOutcome } from "@understudy/conformance";
import { COLUMNS } from "./columns.ts";
import { RESULTS_FOLDER } from "./repository.ts";

/** The results of each column that has been run, by its id, in the order of the matrix. */
export async function readResults(): Promise<ReadonlyMap<string, ConformanceOutcome>> {
  const results = new Map<string, ConformanceOutcome>();
  for (const { id } of COLUMNS) {
    const text = await readFile(join(RESULTS_FOLDER, `${id}.json`), "utf8").catch(() => undefined);
    if (text !== undefined) results.set(id, JSON.parse(text));
  }
  return results;
}
