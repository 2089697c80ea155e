/**
 * Measures how well the image server knows which file is broken: see README.md beside this file.
 *
 *   npm run bench:detection -- --help
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { judgeAll } from "./judge-all.ts";
import { HAS_RESOURCE_REFERENCES, startJudges } from "./judges/judges.ts";
import { type DetectionOptions, parseOptions } from "./options.ts";
import { printReport } from "./report/print-report.ts";
import { targetsOf } from "./report/targets.ts";
import { chosenRecipes } from "./sample-files.ts";

try {
  const options = parseOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else if (options.list) for (const { name } of chosenRecipes(options)) console.log(name);
  else await run(options);
} catch (error) {
  console.error(`bench:detection: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function run(options: DetectionOptions): Promise<void> {
  if (!HAS_RESOURCE_REFERENCES) {
    console.log(
      "Fonts and profiles are judged without a reference: python3-freetype and python3-pil are not installed.",
    );
  }
  const judges = startJudges();
  try {
    const write = options.write;
    const { files, failed } = await judgeAll(options, judges, (file) => {
      if (write === undefined) return;
      const path = join(write, file.name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.bytes);
    });
    const out = options.out ?? fileURLToPath(new URL("../../bench/results/detection.json", import.meta.url));
    mkdirSync(dirname(out), { recursive: true });
    const targets = targetsOf(files);
    writeFileSync(out, `${JSON.stringify({ options, targets, failed, files }, undefined, 1)}\n`);
    console.log(printReport(files, failed, options.only.length > 0));
    console.log(`\nResults: ${out}`);
    if (options.only.length === 0 && targets.some(({ pass }) => !pass)) process.exitCode = 1;
  } finally {
    judges.close();
  }
}
