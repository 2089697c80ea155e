import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCommandLine } from "@understudy/command-line";
import { Command } from "commander";
import { Application, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { repository } from "../packages.ts";

/** The entries that have a page, in the order of the list. Those of Bun and Deno export the names of Node's. */
const ENTRIES: readonly string[] = [
  "core/src/index.ts",
  "http-transport/src/index.ts",
  "adapter-node/src/index.ts",
  "adapter-bun/src/index.ts",
  "adapter-deno/src/index.ts",
  "source-check/src/index.ts",
  "image-server/src/index.ts",
  "conformance/src/index.ts",
];

const OPTIONS: Partial<TypeDocOptions & PluginOptions> = {
  entryPoints: ENTRIES.map((entry) => join(repository, "packages", entry)),
  basePath: join(repository, "packages"),
  tsconfig: join(repository, "tsconfig.json"),
  plugin: ["typedoc-plugin-markdown"],
  name: "Reference",
  readme: "none",
  sortEntryPoints: false,
  // tsc of the repository has checked the types.
  skipErrorChecking: true,
  // Lines move with every change.
  disableSources: true,
  // What errors and the like have from the runtime.
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  githubPages: false,
  outputFileStrategy: "modules",
  hidePageHeader: true,
  hideBreadcrumbs: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  expandObjects: false,
  // It would clean the default output folder, which is all of `docs/`.
  cleanOutputDir: false,
  logLevel: "Warn",
};

const REFERENCE = join(repository, "docs/reference");

/** @throws {Error} when TypeDoc cannot read the sources */
async function renderReference(folder: string): Promise<void> {
  const outputs = [{ name: "markdown", path: folder }];
  const app = await Application.bootstrapWithPlugins({ ...OPTIONS, out: folder, outputs });
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors()) throw new Error("TypeDoc could not read the packages");
  // A page is called after its package.
  for (const page of project.children ?? []) page.name = page.name.replace(/\/src$/, "");
  await rm(folder, { recursive: true, force: true });
  await app.generateOutputs(project);
}

/** The pages that are missing, too many, or not as they would be written now. */
async function stalePages(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-reference-"));
  try {
    await renderReference(folder);
    const names = new Set([...(await readdir(folder)), ...(await readdir(REFERENCE))]);
    const read = (from: string, name: string) => readFile(join(from, name), "utf8").catch(() => undefined);
    const stale: string[] = [];
    for (const name of [...names].sort()) {
      if ((await read(folder, name)) !== (await read(REFERENCE, name))) stale.push(name);
    }
    return stale;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { check } = readCommandLine<{ check?: true }>((run) =>
  new Command("npm run reference --")
    .description("Writes docs/reference/ from the docstrings of what the packages export.")
    .option("--check", "writes nothing, and fails where a page is not what it would write")
    .action(run),
);
if (!check) await renderReference(REFERENCE);
else {
  const stale = await stalePages();
  if (stale.length > 0) {
    console.error(`docs/reference/ is not what the docstrings say: ${stale.join(", ")}; run: npm run reference`);
    process.exitCode = 1;
  }
}
