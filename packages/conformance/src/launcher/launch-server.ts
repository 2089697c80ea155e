import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { commandWords } from "./command-template.ts";
import { createLineFeed, type LineFeed } from "./line-feed.ts";
import { isPortFree, whyUnreachable } from "./port-check.ts";
import { guardProcessGroup } from "./process-guard.ts";

/** How a server is started. */
export interface LaunchOptions {
  /** With `{conf}` and `{port}`; see `commandWords`. */
  readonly command: string;
  readonly configurationFolder: string;
  /** @default 0, a free one of the server's choice; any other must be free, and the server must listen there */
  readonly port?: number;
  /** @default the current folder */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Longest wait for the first line. @default 20000 */
  readonly readyTimeoutMs?: number;
  /** Longest wait after SIGTERM, then SIGKILL. @default 5000 */
  readonly stopTimeoutMs?: number;
  /** Ends the server, also while it starts. */
  readonly signal?: AbortSignal;
}

/** A server in a process of its own. */
export interface LaunchedServer {
  /** `http://host:port`, from its first line. */
  readonly url: string;
  /** Its process id. */
  readonly pid: number;
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
/** A server may say so a little before it does. */
const LONGEST_CONNECT_MS = 2_000;

/**
 * Starts a server in its own process group and waits for its first line on stdout, `listening on http://HOST:PORT`.
 *
 * @throws {LaunchError} when it cannot be started, ends, says something else first, says nothing in time, or does not listen
 * where it says or on the port that it was given; no process is left
 */
export async function launchServer(options: LaunchOptions): Promise<LaunchedServer> {
  const { port = 0 } = options;
  const [program, ...words] = commandWords(options.command, { conf: options.configurationFolder, port });
  if (port !== 0 && !(await isPortFree(port))) throw new LaunchError(`port ${port} is in use`);
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
  // Where there is no such program, not every runtime closes what would have been its stdout.
  child.once("error", stdout.end);
  createInterface({ input: child.stderr }).on("line", (line) => {
    stderr.push(line);
    if (stderr.length > KEPT_ERROR_LINES) stderr.shift();
  });

  const stop = () => stopChild(child, exited, options.stopTimeoutMs ?? 5_000);
  const onAbort = () => void stop();
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  void exited.then(() => options.signal?.removeEventListener("abort", onAbort));
  const timeoutMs = options.readyTimeoutMs ?? 20_000;
  const first = await stdout.waitFor((lines) => lines[0], timeoutMs);
  const url = first === undefined ? undefined : READY.exec(first)?.[1];
  if (url === undefined) {
    const ended = first === undefined ? await endingSoon(exited) : undefined;
    await stop();
    throw new LaunchError(whyNotReady(first, ended, timeoutMs, options.command, stderr));
  }
  const elsewhere = await whyElsewhere(url, port);
  if (elsewhere !== undefined) {
    await stop();
    throw new LaunchError(`the server said "listening on ${url}", but ${elsewhere}; command: ${options.command}`);
  }
  const rest: LineFeed = {
    get lines() {
      return stdout.lines.slice(1);
    },
    waitFor: (pick, waitMs) => stdout.waitFor((lines) => pick(lines.slice(1)), waitMs),
  };
  return { url, pid: child.pid!, stdout: rest, stderr, exited, stop };
}

async function whyElsewhere(url: string, port: number): Promise<string | undefined> {
  if (!URL.canParse(url)) return "that is no URL";
  const said = Number(new URL(url).port || 80);
  if (port !== 0 && said !== port) return `it was told to listen on port ${port}`;
  const problem = await whyUnreachable(url, LONGEST_CONNECT_MS);
  return problem && `nothing can be reached there (${problem})`;
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
  // Frames of a stack would hide what they are about.
  const telling = stderr.map((line) => line.trim()).filter((line) => line !== "" && !/^(at |Node\.js v)/.test(line));
  const complaint = telling.length > 0 ? `; stderr: ${telling.slice(-5).join(" | ").slice(0, 500)}` : "";
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
