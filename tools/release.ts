import { basename, join } from "node:path";
import { readCommandLine, textOption } from "@understudy/command-line";
import { Command } from "commander";
import { command, compilePackages, packageFolders, readPackageJson, repository, run } from "./packages.ts";
import { releaseOrder, releaseProblems } from "./release-plan.ts";

const asked = readCommandLine<{ tag?: string; dryRun?: true }>((run) =>
  new Command("npm run release --")
    .description(
      "Publishes every package to npm, with provenance, and to JSR. What is published already is left out, so that a " +
        "release that broke off can be run again. Exit status 2 when the tag does not fit the packages.",
    )
    .addOption(textOption("--tag <TAG>", "the version, such as v1.2.3"))
    .option("--dry-run", "publishes nothing")
    .action(run),
);
const packages = packageFolders.map((name) => readPackageJson(join(repository, "packages", name)));
const problems = releaseProblems(asked.tag ?? "", packages);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(2);

const dryRun = asked.dryRun ? ["--dry-run"] : [];
const provenance = asked.dryRun ? [] : ["--provenance"];
await compilePackages(repository);
for (const name of releaseOrder(packages)) {
  const folder = join(repository, "packages", basename(name));
  const { version } = readPackageJson(folder);
  if (!asked.dryRun && (await isOnNpm(name, version))) console.log(`${name} ${version} is on npm`);
  else {
    await run("npm", ["publish", "--access", "public", ...provenance, ...dryRun], folder);
    console.log(`npm: ${name} ${version}`);
  }
  // JSR skips what it has. tsc has checked the types.
  await run(command("deno"), ["publish", "--no-check", "--allow-dirty", ...dryRun], folder);
  console.log(`jsr: ${name} ${version}`);
}

async function isOnNpm(name: string, version: string): Promise<boolean> {
  const found = await run("npm", ["view", `${name}@${version}`, "version"], repository).catch(() => "");
  return found.trim() === version;
}
