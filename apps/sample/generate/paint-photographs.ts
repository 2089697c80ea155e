import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Photograph } from "./photographs.ts";

const PROCESS = fileURLToPath(new URL("./photograph-process.ts", import.meta.url));

/**
 * Paints photographs in processes, `jobs` at a time, and hands each over as soon as it is done.
 *
 * @throws what the first failing one threw; the others are stopped
 */
export async function paintPhotographs(
  photographs: readonly Photograph[],
  jobs: number,
  onDone: (path: string, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const waiting = [...photographs];
  const running = new Set<ChildProcess>();
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { path } = next;
      const child = fork(PROCESS, [path], { serialization: "advanced" });
      running.add(child);
      const bytes = await new Promise<Uint8Array>((resolve, reject) => {
        child.once("message", (message) => resolve(message as Uint8Array));
        child.once("error", reject);
        child.once("exit", (code) => reject(new Error(`painting ${path} ended with exit code ${code}`)));
      });
      running.delete(child);
      await onDone(path, bytes);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, lane));
  } finally {
    waiting.length = 0;
    for (const child of running) child.kill();
  }
}
