import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { command, repository, run } from "../packages.ts";

/**
 * The strictest that a user may have set. Only `skipLibCheck`, the libraries and the module kind are left to the
 * caller.
 */
const STRICT = { strict: true, exactOptionalPropertyTypes: true, verbatimModuleSyntax: true, target: "es2022" };

/** The repository's compiler, and an older one that attw brings along. */
export function compilers(): Record<"current" | "older", string> {
  const attw = createRequire(join(repository, "node_modules/@arethetypeswrong/core/package.json"));
  return { current: command("tsc"), older: join(dirname(attw.resolve("typescript")), "../bin/tsc") };
}

/**
 * Type-checks files of a project and, with `outDir` among the options, compiles them.
 *
 * @throws {Error} with the compiler's messages
 */
export async function typeCheck(
  project: string,
  files: readonly string[],
  options: Readonly<Record<string, unknown>>,
  compiler = compilers().current,
): Promise<void> {
  const compilerOptions = { ...STRICT, ...("outDir" in options ? {} : { noEmit: true }), ...options };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  await run(compiler, ["-p", project], project);
}
