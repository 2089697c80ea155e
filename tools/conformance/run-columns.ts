/**
 * Runs every column of the matrix that this machine has, writes its results to `docs/conformance/` and renders the
 * matrix: `npm run conformance [-- COLUMN...]`. Exit status 1 when a column that must pass does not; then nothing of it
 * is written.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonReport, runConformance, textReport } from "@understudy/conformance";
import { COLUMNS, type Column, columnById } from "./columns.ts";
import { render } from "./render.ts";
import { RESULTS_FOLDER } from "./repository.ts";
import { stableResults } from "./stable-results.ts";

/** @returns whether the column is as it must be */
async function runColumn({ id, options, unavailable, mustPass }: Column): Promise<boolean> {
  const reason = await unavailable();
  if (reason !== undefined) {
    console.log(`${id}: left as it was, ${reason}`);
    return true;
  }
  const results = await runConformance(options);
  if (mustPass && !results.ok) {
    console.log(`${id}\n${textReport(results)}`);
    return false;
  }
  await writeFile(join(RESULTS_FOLDER, `${id}.json`), jsonReport(stableResults(results)));
  const { pass, fail, "expected-failure": gaps } = results.counts;
  console.log(
    `${id}: ${pass} passed, ${fail} failed, ${gaps} known gaps, in ${Math.round(results.durationMs / 1000)} s`,
  );
  return true;
}

const ids = process.argv.slice(2);
const columns = ids.length > 0 ? ids.map(columnById) : COLUMNS;
await mkdir(RESULTS_FOLDER, { recursive: true });
for (const column of columns) {
  if (!(await runColumn(column))) process.exitCode = 1;
}
await render();
// In-process servers may keep a connection to a secondary that is gone.
process.exit();
