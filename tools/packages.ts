/** The workspace's packages, compiled and packed as they would be published. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** The part of a `package.json` that the tools read. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly keywords?: readonly string[];
  readonly files: readonly string[];
  readonly exports: Readonly<
    Record<string, string | { readonly types: string; readonly "@understudy/source": string }>
  >;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Names of the folders in `packages/`, sorted. */
export const packageFolders: readonly string[] = readdirSync(join(repository, "packages")).sort();

export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Path of a command that a dependency of the repository brings along. */
export function command(name: string): string {
  return join(repository, "node_modules", ".bin", name);
}

/**
 * Runs a command to its end.
 *
 * @returns what it wrote to stdout
 * @throws {Error} with all that it wrote when its exit status is not 0
 */
export function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === 0) resolve(stdout);
      else reject(new Error(`${program} ${args.join(" ")}\nended with ${signal ?? status}\n${stdout}${stderr}`));
    });
  });
}

/** Compiles the packages in `root/packages` to their `dist` folders. */
export async function compilePackages(root: string): Promise<void> {
  await run(command("tsc"), ["-b", ...packageFolders.map((name) => join("packages", name))], root);
}

/**
 * Packs the packages in `root/packages`, which are compiled.
 *
 * @returns the path of each one's tarball in `destination`, by the package's name
 */
export async function packPackages(root: string, destination: string): Promise<Map<string, string>> {
  const folders = packageFolders.map((name) => `./packages/${name}`);
  const output = await run(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", destination, ...folders],
    root,
  );
  const packed: { name: string; filename: string }[] = JSON.parse(output);
  return new Map(packed.map(({ name, filename }) => [name, join(destination, filename)]));
}
