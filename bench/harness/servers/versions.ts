import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The first version number that a program prints about itself, or undefined when it cannot be started. */
export function versionOf(program: string, option: string): string | undefined {
  const { error, stdout, stderr } = spawnSync(program, [option], { encoding: "utf8", timeout: 10_000 });
  return error ? undefined : /\d+\.\d+[\w.-]*/.exec(`${stdout}${stderr}`)?.[0];
}

/** The installed version of an npm package. */
export function packageVersion(name: string): string {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
