/** Builds every package (ESM and declarations) and checks what would be published with publint and attw. */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = readdirSync(join(root, "packages"));

function run(title: string, command: string, args: string[], cwd = root): void {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status === 0) {
    console.log(`ok ${title}`);
    return;
  }
  console.error(`failed: ${title}\n${stdout}${stderr}`);
  process.exit(1);
}

const bin = (name: string) => join(root, "node_modules", ".bin", name);

for (const name of packages) rmSync(join(root, "packages", name, "dist"), { recursive: true, force: true });
run("tsc", bin("tsc"), ["-b", ...packages.map((name) => `packages/${name}`)]);
if (!process.argv.includes("--no-lint")) {
  for (const name of packages) {
    const folder = join(root, "packages", name);
    run(`publint ${name}`, bin("publint"), ["--strict", "."], folder);
    run(`attw ${name}`, bin("attw"), ["--pack", ".", "--profile", "esm-only"], folder);
  }
}
