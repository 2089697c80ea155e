import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { createLineFeed, type LineFeed } from "./line-feed.ts";
import { endOf, type ProcessEnd } from "./process-end.ts";
import { guardProcessGroup } from "./process-guard.ts";

/** What is started, and how. */
export interface ProcessOptions {
  /** The program and its arguments; no shell sees them. */
  readonly command: readonly [program: string, ...args: string[]];
  /** @default the current folder */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest wait after SIGTERM, then SIGKILL, milliseconds. @default 5000 */
  readonly stopTimeoutMs?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Called with every line that it writes. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** How many lines each feed keeps, the last ones. @default all */
  readonly keptLines?: number;
}

/** A process in a group of its own. Neither it nor anything that it starts outlives this process, or itself. */
export interface StartedProcess {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** What it writes to stdout. */
  readonly stdout: LineFeed;
  /** What it writes to stdout and stderr, in the order in which it comes. */
  readonly output: LineFeed;
  /** The last 50 lines that it wrote to stderr. */
  readonly stderr: readonly string[];
  /** Resolves when it has ended, also when it could not be started. */
  readonly exited: Promise<ProcessEnd>;
  /** Ends it, and whatever it started: SIGTERM, and SIGKILL for what is left. Resolves when it is gone. */
  stop(): Promise<ProcessEnd>;
}

const KEPT_ERROR_LINES = 50;

/**
 * Starts a process. What it started itself is killed when it ends, and with it when this process ends, however that
 * comes.
 */
export function startProcess(options: ProcessOptions): StartedProcess {
  const [program, ...args] = options.command;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    // Windows has no process groups.
    detached: process.platform !== "win32",
  });
  const { pid } = child;
  const release = pid === undefined ? () => {} : guardProcessGroup(pid);
  // Not only in stop(): it may end by itself, and leave behind what it started.
  child.once("exit", () => {
    signalGroup(child, "SIGKILL");
    release();
  });
  const exited = endOf(child);

  const stdout = createLineFeed(options.keptLines);
  const output = createLineFeed(options.keptLines);
  const stderr: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    stdout.push(line);
    output.push(line);
    options.onLine?.(line, "stdout");
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    stderr.push(line);
    if (stderr.length > KEPT_ERROR_LINES) stderr.shift();
    output.push(line);
    options.onLine?.(line, "stderr");
  });
  // Where there is no such program, not every runtime closes what would have been its stdout.
  void exited.then(() => {
    stdout.end();
    output.end();
  });

  const stop = () => stopProcess(child, exited, options.stopTimeoutMs ?? 5_000);
  const onAbort = () => void stop();
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  void exited.then(() => options.signal?.removeEventListener("abort", onAbort));
  return { pid, stdout, output, stderr, exited, stop };
}

async function stopProcess(child: ChildProcess, exited: Promise<ProcessEnd>, timeoutMs: number): Promise<ProcessEnd> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return exited;
  signalGroup(child, "SIGTERM");
  // One that was paused (SIGSTOP) takes no SIGTERM before it goes on.
  if (process.platform !== "win32") signalGroup(child, "SIGCONT");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), timeoutMs);
  const end = await exited;
  clearTimeout(timer);
  return end;
}

/**
 * Not `child.kill()`: that reaches one process only, and Deno then gives this signal as the cause of the end, whatever
 * it was.
 */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // The group is gone already.
  }
}
