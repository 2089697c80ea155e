/**
 * Renders README.md's results, `docs/conformance.md`, `docs/conformance.html` and the lists of `docs/rules.md` from
 * what is in the repository.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderedFiles } from "./rendered-files.ts";
import { REPOSITORY } from "./repository.ts";

/** Writes the files that are not as they should be. */
export async function render(): Promise<void> {
  for (const [path, text] of await renderedFiles()) {
    const file = join(REPOSITORY, path);
    if ((await readFile(file, "utf8").catch(() => undefined)) === text) continue;
    await writeFile(file, text);
    console.log(`rendered ${path}`);
  }
}

if (import.meta.filename === process.argv[1]) await render();
