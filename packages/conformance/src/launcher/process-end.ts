import type { ChildProcess } from "node:child_process";

/** How a process ended. */
export interface ProcessEnd {
  /** Its exit status; null when a signal ended it, or when it could not be started. */
  readonly status: number | null;
  /** The signal that ended it. */
  readonly signal: NodeJS.Signals | null;
  /** The same in words: `exit status 3`, `signal SIGTERM`, or why it could not be started. */
  readonly text: string;
}

/** Resolves when a process has ended and all that it wrote was read; at the latest some time after its end. */
export function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ status: null, signal: null, text: error.message }));
    child.once("exit", (status, signal) => {
      const end = { status, signal, text: signal ? `signal ${signal}` : `exit status ${status}` };
      child.once("close", () => resolve(end));
      // What it started may hold its output open.
      setTimeout(() => resolve(end), LONGEST_READ_MS).unref();
    });
  });
}

const LONGEST_READ_MS = 500;

/** How a process ended; undefined when it goes on for longer than a time, in milliseconds. */
export async function endWithin(exited: Promise<ProcessEnd>, timeMs: number): Promise<ProcessEnd | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeMs);
  });
  const ended = await Promise.race([exited, late]);
  clearTimeout(timer);
  return ended;
}
