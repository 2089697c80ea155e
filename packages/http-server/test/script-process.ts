import process from "node:process";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@understudy/conformance/launcher";
import type { AdapterName } from "./tested-adapter.ts";

/** How a runtime runs a file of the workspace unbuilt. */
const RUN: Readonly<Record<AdapterName, string[]>> = {
  "@understudy/adapter-node": ["-C", "@understudy/source", "--import", "tsx"],
  "@understudy/adapter-bun": ["--conditions=@understudy/source", "run"],
  "@understudy/adapter-deno": ["run", "--conditions=@understudy/source", "--allow-net", "--allow-read", "--allow-env"],
};

/**
 * The command that runs a script, unbuilt, on the runtime that runs the tests, with the adapter's name as its argument.
 */
export function scriptCommand(adapter: AdapterName, script: URL): [program: string, ...args: string[]] {
  return [process.execPath, ...RUN[adapter], fileURLToPath(script), adapter];
}

/** Starts a script, unbuilt, on the runtime that runs the tests, with the adapter's name as its argument. */
export function startScript(adapter: AdapterName, script: URL, env: Record<string, string> = {}): StartedProcess {
  return startProcess({ command: scriptCommand(adapter, script), env });
}
