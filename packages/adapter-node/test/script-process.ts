import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A script of this folder in a process of its own. */
export interface ScriptProcess {
  /** The first line of its output; rejects when it ends without one. */
  readonly firstLine: () => Promise<string>;
  /** How it ended. */
  readonly exited: Promise<{ code: number | null; output: string }>;
  readonly stop: (signal?: "SIGTERM" | "SIGKILL") => void;
}

/** Starts a script of this folder, unbuilt. */
export function startScript(name: string, env: Record<string, string> = {}): ScriptProcess {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ["-C", "source", "--import", "tsx", script], {
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
    stop: (signal = "SIGKILL") => void child.kill(signal),
    async firstLine() {
      while (!output.includes("\n")) {
        if (child.exitCode !== null) throw new Error(`${name} ended: ${output}`);
        await Promise.race([once(child.stdout, "data"), exited]);
      }
      return output.slice(0, output.indexOf("\n"));
    },
  };
}
