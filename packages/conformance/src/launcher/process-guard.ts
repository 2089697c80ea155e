import { type ChildProcess, spawn } from "node:child_process";

// It outlives us: when our end of the pipe closes, for whatever reason, it kills the groups that are still listed.
const GUARD = `
  const groups = new Set();
  let text = "";
  process.stdin.on("data", (bytes) => {
    text += bytes;
    const lines = text.split("\\n");
    text = lines.pop();
    for (const line of lines) line[0] === "+" ? groups.add(+line.slice(1)) : groups.delete(+line.slice(1));
  });
  process.stdin.on("end", () => {
    for (const group of groups) try { process.kill(-group, "SIGKILL"); } catch {}
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
`;

let guard: ChildProcess | undefined;

/**
 * Makes sure that a process group does not outlive this process, even if this process is killed.
 *
 * @param group the id of the group, which is that of its first process
 * @returns a function to call when the group is gone
 */
export function guardProcessGroup(group: number): () => void {
  if (!guard || guard.exitCode !== null || guard.signalCode !== null) guard = startGuard();
  guard.stdin?.write(`+${group}\n`);
  return () => {
    guard?.stdin?.write(`-${group}\n`);
  };
}

function startGuard(): ChildProcess {
  const deno = (globalThis as { Deno?: unknown }).Deno !== undefined;
  const child = spawn(process.execPath, [deno ? "eval" : "-e", GUARD], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  // Neither the guard nor the pipe to it keeps this process alive.
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return child;
}
