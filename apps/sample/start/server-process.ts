import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";

/** An image server in a process of its own. */
export interface ServerProcess {
  readonly name: string;
  readonly pid: number;
  /** Where it listens, `http://HOST:PORT`. Rejects when the process ends before it listens. */
  readonly url: Promise<string>;
  /** Resolves when the process has ended, with how it did. */
  readonly ended: Promise<string>;
  /** Asks it to end, by SIGTERM, and after `graceMs` makes it end. Resolves when it has. */
  stop(graceMs: number): Promise<void>;
  /** Ends it at once, if it has not ended yet. */
  kill(): void;
}

/**
 * Starts a server. `onLine` gets every line it writes but the first one on stdout, which tells its URL.
 *
 * @throws {Error} if the program cannot be started
 */
export function startServer(
  name: string,
  [program, ...args]: readonly [string, ...string[]],
  onLine: (line: string, stream: "stdout" | "stderr") => void,
): ServerProcess {
  // In a process group of its own, or else the terminal's Ctrl-C would reach it beside our SIGTERM.
  const detached = process.platform !== "win32";
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("close", (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`));
  });
  const url = listeningUrl(child, ended, onLine);
  // Whoever awaits it sees the failure; nobody has to.
  url.catch(() => undefined);
  createInterface({ input: child.stderr }).on("line", (line) => onLine(line, "stderr"));
  return {
    name,
    pid: child.pid ?? 0,
    url,
    ended,
    async stop(graceMs) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      // One that was paused (SIGSTOP) gets no SIGTERM before it goes on.
      if (process.platform !== "win32") child.kill("SIGCONT");
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await ended;
      clearTimeout(force);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

function listeningUrl(
  child: ChildProcess,
  ended: Promise<string>,
  onLine: (line: string, stream: "stdout") => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let listening = false;
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const url = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (listening || url === undefined) return onLine(line, "stdout");
      listening = true;
      resolve(url);
    });
    void ended.then((how) => reject(new Error(how)));
  });
}
