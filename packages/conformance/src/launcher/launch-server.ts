import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { commandWords } from "./command-template.ts";
import { createLineFeed, type LineFeed } from "./line-feed.ts";
import { guardProcessGroup } from "./process-guard.ts";

/** How a server is started. */
export interface LaunchOptions {
  /** With `{conf}` and `{port}`; see `commandWords`. */
  readonly command: string;
  readonly configurationFolder: string;
  /** @default 0, a free one of the server's choice */
  readonly port?: number;
  /** @default the current folder */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest wait for the first line. @default 20000 */
  readonly readyTimeoutMs?: number;
  /** Longest wait after SIGTERM, then SIGKILL. @default 5000 */
  readonly stopTimeoutMs?: number;
}

/** A server in a process of its own. */
export interface LaunchedServer {
  /** `http://host:port`, from its first line. */
  readonly url: string;
  /** What it wrote to stdout after its first line. */
  readonly stdout: LineFeed;
  /** The last lines that it wrote to stderr. */
  readonly stderr: readonly string[];
  /** Settles with how it ended, when it did. */
  readonly exited: Promise<string>;
  /** Ends it, and whatever it started. Resolves when it is gone; says how it ended. */
  stop(): Promise<string>;
}

/** A server that could not be started. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

const READY = /^listening on (http:\/\/\S+?)\/?\s*$/;
const KEPT_ERROR_LINES = 50;

/**
 * Starts a server in its own process group and waits for its first line on stdout, `listening on http://HOST:PORT`.
 *
 * @throws {LaunchError} when it cannot be started, ends, says something else first, or says nothing in time; no process is left
 */
export async function launchServer(options: LaunchOptions): Promise<LaunchedServer> {
  const [program, ...words] = commandWords(options.command, {
    conf: options.configurationFolder,
    port: options.port ?? 0,
  });
  const child = spawn(program!, words, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const release = child.pid === undefined ? () => {} : guardProcessGroup(child.pid);
  const exited = exitOf(child);
  void exited.then(release);

  const stdout = createLineFeed();
  const stderr: string[] = [];
  createInterface({ input: child.stdout }).on("line", stdout.push).on("close", stdout.end);
  createInterface({ input: child.stderr }).on("line", (line) => {
    stderr.push(line);
    if (stderr.length > KEPT_ERROR_LINES) stderr.shift();
  });

  const stop = () => stopChild(child, exited, options.stopTimeoutMs ?? 5_000);
  const timeoutMs = options.readyTimeoutMs ?? 20_000;
  const first = await stdout.waitFor((lines) => lines[0], timeoutMs);
  const url = first === undefined ? undefined : READY.exec(first)?.[1];
  if (url === undefined) {
    const ended = first === undefined ? await endingSoon(exited) : undefined;
    await stop();
    throw new LaunchError(whyNotReady(first, ended, timeoutMs, options.command, stderr));
  }
  const rest: LineFeed = {
    get lines() {
      return stdout.lines.slice(1);
    },
    waitFor: (pick, waitMs) => stdout.waitFor((lines) => pick(lines.slice(1)), waitMs),
  };
  return { url, stdout: rest, stderr, exited, stop };
}

function whyNotReady(
  first: string | undefined,
  ended: string | undefined,
  timeoutMs: number,
  command: string,
  stderr: readonly string[],
): string {
  const what =
    first !== undefined
      ? `said ${JSON.stringify(first.slice(0, 200))} first; expected is "listening on http://HOST:PORT"`
      : ended !== undefined
        ? `ended before it was ready (${ended})`
        : `said nothing within ${timeoutMs} ms`;
  const complaint = stderr.length > 0 ? `; stderr: ${stderr.slice(-5).join(" | ").slice(0, 500)}` : "";
  return `the server ${what}; command: ${command}${complaint}`;
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit status ${code}`));
  });
}

/** How it ended; its last output may come a little before that. Undefined while it goes on. */
async function endingSoon(exited: Promise<string>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), 500);
  });
  const ended = await Promise.race([exited, late]);
  clearTimeout(timer);
  return ended;
}

async function stopChild(child: ChildProcess, exited: Promise<string>, timeoutMs: number): Promise<string> {
  if (child.pid === undefined) return exited;
  if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child.pid!, "SIGKILL"), timeoutMs);
  const ended = await exited;
  clearTimeout(timer);
  // What it started itself goes with it.
  signalGroup(child.pid, "SIGKILL");
  return ended;
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // The group is gone already.
  }
}
