/**
 * Publishes every package to npm, with provenance, and to JSR: `npm run release -- --tag v1.2.3 [--dry-run]`. What is
 * published already is left out, so that a release that broke off can be run again. Exit status 2 when the tag does not
 * fit the packages.
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { command, compilePackages, packageFolders, readPackageJson, repository, run } from "./packages.ts";
import { releaseOrder, releaseProblems } from "./release-plan.ts";

const { values } = parseArgs({ options: { tag: { type: "string" }, "dry-run": { type: "boolean" } } });
const packages = packageFolders.map((name) => readPackageJson(join(repository, "packages", name)));
const problems = releaseProblems(values.tag ?? "", packages);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(2);

const dryRun = values["dry-run"] ? ["--dry-run"] : [];
const provenance = values["dry-run"] ? [] : ["--provenance"];
await compilePackages(repository);
for (const name of releaseOrder(packages)) {
  const folder = join(repository, "packages", basename(name));
  const { version } = readPackageJson(folder);
  if (!values["dry-run"] && (await isOnNpm(name, version))) console.log(`${name} ${version} is on npm`);
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
