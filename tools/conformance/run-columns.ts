import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readCommandLine } from "@understudy/command-line";
import { jsonReport, runConformance, textReport } from "@understudy/conformance";
import { Argument, Command } from "commander";
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

const { names, write } = readCommandLine<{ names: readonly string[]; write?: true }>((run) =>
  new Command("npm run matrix --")
    .description(
      "Runs the conformance cases against our own servers, a column of the matrix each. Exit status 1 when a column that must " +
        "pass does not; then nothing of it is written.",
    )
    .addArgument(new Argument("[COLUMN...]", "columns; all if none is named").choices(COLUMNS.map(({ id }) => id)))
    .option("--write", "writes the results to docs/conformance/, and renders the matrix")
    .action((names, options) => run({ names, ...options })),
);
const columns = names.length > 0 ? names.map(columnById) : COLUMNS;
if (write) await mkdir(RESULTS_FOLDER, { recursive: true });
for (const column of columns) {
  if (!(await runColumn(column))) process.exitCode = 1;
}
if (write) await render();
// In-process servers may keep a connection to a secondary that is gone.
process.exit();
