/**
 * Runs every column of the matrix that this machine has, or those that are named: `npm run matrix [-- COLUMN...] [--write]`. With
 * `--write` the results go to `docs/conformance/` and the matrix is rendered. Exit status 1 when a column that must pass does not; then
 * nothing of it is written.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
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
  if (write) await writeFile(join(RESULTS_FOLDER, `${id}.json`), jsonReport(stableResults(results)));
  const { pass, fail, "expected-failure": gaps } = results.counts;
  console.log(
    `${id}: ${pass} passed, ${fail} failed, ${gaps} known gaps, in ${Math.round(results.durationMs / 1000)} s`,
  );
  return true;
}

const USAGE = `usage: npm run matrix [-- COLUMN...] [--write]

Runs the conformance cases against our own servers, a column of the matrix each: ${COLUMNS.map(({ id }) => id).join(", ")}.
Without --write nothing is changed; with it docs/conformance/ and the matrix are.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
});
const { write } = values;
if (values.help) {
  console.log(USAGE);
  process.exit();
}
const columns = positionals.length > 0 ? positionals.map(columnById) : COLUMNS;
if (write) await mkdir(RESULTS_FOLDER, { recursive: true });
for (const column of columns) {
  if (!(await runColumn(column))) process.exitCode = 1;
}
if (write) await render();
// In-process servers may keep a connection to a secondary that is gone.
process.exit();
