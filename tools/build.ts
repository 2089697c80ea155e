import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { readCommandLine } from "@understudy/command-line";
import { Command } from "commander";
import { command, compilePackages, packageFolders, packPackages, repository, run } from "./packages.ts";

const { lint: linted } = readCommandLine<{ lint: boolean }>((run) =>
  new Command("npm run build --")
    .description(
      "Builds every package (ESM and declarations) and checks what would be published: publint, attw, JSR's dry run.",
    )
    .option("--no-lint", "builds alone")
    .action(run),
);

async function step(title: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    console.log(`ok ${title}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`failed: ${title}\n${error instanceof Error ? error.message : error}`);
  }
}

/**
 * What publint and attw say of the tarballs, and JSR of the sources; side by side, as each is a process of some
 * seconds.
 */
async function lint(tarballs: Map<string, string>): Promise<void> {
  const jsr = packageFolders.map((name) => () => {
    const folder = join(repository, "packages", name);
    // tsc has checked the types; Deno does not find those of lcms-wasm.
    const dryRun = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
    return step(`jsr ${name}`, () => run(command("deno"), dryRun, folder));
  });
  const checks = [...tarballs].flatMap(([name, tarball]) => [
    () => step(`publint ${name}`, () => run(command("publint"), ["--strict", tarball], repository)),
    () => step(`attw ${name}`, () => run(command("attw"), [tarball, "--profile", "esm-only"], repository)),
  ]);
  checks.push(...jsr);
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let check = checks.shift(); check !== undefined; check = checks.shift()) await check();
  });
  await Promise.all(workers);
}

for (const name of packageFolders) rmSync(join(repository, "packages", name, "dist"), { recursive: true, force: true });
await step("tsc", () => compilePackages(repository));
if (process.exitCode === undefined && linted) {
  const tarballFolder = mkdtempSync(join(tmpdir(), "understudy-pack-"));
  await step("pack and lint", async () => lint(await packPackages(repository, tarballFolder)));
  rmSync(tarballFolder, { recursive: true, force: true });
}
