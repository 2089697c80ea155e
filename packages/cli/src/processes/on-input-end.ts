import process from "node:process";

/** Calls back when this process's stdin ends: for a process that another one started, when that one is gone. */
export function onInputEnd(callback: () => void): void {
  process.stdin.once("end", callback);
  process.stdin.once("error", callback);
  process.stdin.resume();
}
