import { fileURLToPath } from "node:url";
import { versionOf } from "./versions.ts";

/** Where a server runs. */
export type Runtime = "node" | "bun" | "deno";

export const RUNTIMES: readonly Runtime[] = ["node", "bun", "deno"];

const BINARIES = fileURLToPath(new URL("../../../node_modules/.bin/", import.meta.url));

/** How a runtime starts a file: the program and what comes before the file. */
export function launcherOf(runtime: Runtime): { program: string; args: readonly string[] } {
  if (runtime === "node") return { program: process.execPath, args: [] };
  if (runtime === "bun") return { program: `${BINARIES}bun`, args: ["run"] };
  return { program: `${BINARIES}deno`, args: ["run", "--allow-all", "--no-check"] };
}

/** The runtime's version, or undefined when it is not installed. */
export function runtimeVersion(runtime: Runtime): string | undefined {
  return versionOf(launcherOf(runtime).program, "--version");
}
