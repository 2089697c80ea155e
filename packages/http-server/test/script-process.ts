import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { AdapterName } from "./tested-adapter.ts";

/** A script in a process of its own, on the runtime that runs the tests. */
export interface ScriptProcess {
  /** The first line of its output; rejects when it ends without one. */
  readonly firstLine: () => Promise<string>;
  /** How it ended. */
  readonly exited: Promise<{ code: number | null; output: string }>;
  readonly stop: (signal?: "SIGTERM" | "SIGKILL") => void;
}

/** How a runtime runs a file of the workspace unbuilt. */
const RUN: Readonly<Record<AdapterName, string[]>> = {
  "@understudy/adapter-node": ["-C", "@understudy/source", "--import", "tsx"],
  "@understudy/adapter-bun": ["--conditions=@understudy/source", "run"],
  "@understudy/adapter-deno": ["run", "--conditions=@understudy/source", "--allow-net", "--allow-read", "--allow-env"],
};

/** Starts a script, unbuilt, with the adapter's name as its argument. */
export function startScript(adapter: AdapterName, script: URL, env: Record<string, string> = {}): ScriptProcess {
  const child = spawn(process.execPath, [...RUN[adapter], fileURLToPath(script), adapter], {
    env: { ...process.env, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const exited = once(child, "close").then(([code]) => ({ code: code as number | null, output }));
  return {
    exited,
    stop(signal = "SIGKILL") {
      // Not child.kill(), after which Deno reports the signal as the cause of the end, whatever it was.
      if (child.exitCode === null && child.pid !== undefined) process.kill(child.pid, signal);
    },
    async firstLine() {
      while (!output.includes("\n")) {
        if (child.exitCode !== null) throw new Error(`${script.pathname} ended: ${output}`);
        await Promise.race([once(child.stdout, "data"), exited]);
      }
      return output.slice(0, output.indexOf("\n"));
    },
  };
}
