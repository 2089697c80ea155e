import { commandWords } from "./command-template.ts";
import { LaunchError, StartRefusedError } from "./launch-error.ts";
import type { LineFeed } from "./line-feed.ts";
import { isPortFree, whyUnreachable } from "./port-check.ts";
import { endWithin } from "./process-end.ts";
import { startProcess } from "./start-process.ts";

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

const READY = /^listening on (http:\/\/\S+?)\/?\s*$/;
/** A server may say so a little before it does. */
const LONGEST_CONNECT_MS = 2_000;
/** The last output of a process may come a little before its end. */
const LAST_OUTPUT_MS = 500;

/**
 * Starts a server in its own process group and waits for its first line on stdout, `listening on http://HOST:PORT`.
 *
 * @throws {LaunchError} when it cannot be started, ends, says something else first, says nothing in time, or does not
 * listen where it says or on the port that it was given; no process is left
 */
export async function launchServer(options: LaunchOptions): Promise<LaunchedServer> {
  const { port = 0 } = options;
  const [program, ...words] = commandWords(options.command, { conf: options.configurationFolder, port });
  if (port !== 0 && !(await isPortFree(port))) throw new LaunchError(`port ${port} is in use`);
  const started = startProcess({ ...options, command: [program!, ...words] });
  const { stdout, stderr } = started;
  const exited = started.exited.then(({ text }) => text);
  const stop = () => started.stop().then(({ text }) => text);
  const timeoutMs = options.readyTimeoutMs ?? 20_000;
  const first = await stdout.waitFor((lines) => lines[0], timeoutMs);
  const url = first === undefined ? undefined : READY.exec(first)?.[1];
  if (url === undefined) {
    const ended = first === undefined ? await endWithin(started.exited, LAST_OUTPUT_MS) : undefined;
    await stop();
    const hasRefused = ended !== undefined && ended.status !== null && ended.status !== 0;
    throw new (hasRefused ? StartRefusedError : LaunchError)(
      whyNotReady(first, ended?.text, timeoutMs, options.command, stderr),
    );
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
  return { url, pid: started.pid!, stdout: rest, stderr, exited, stop };
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
