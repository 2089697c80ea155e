import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** How a server process is started. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server in a process of its own. */
export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The process that serves, with those that it started. */
  readonly pid: number;
  /** Ends the process and waits for its end. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 3_000;
const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

/**
 * Starts a server and waits until it says `listening on URL`, or `listening on URL process PID` when it is not the server itself.
 * It runs as in production (`NODE_ENV`).
 *
 * @throws when it ends or says nothing before, with the last of what it wrote to standard error
 */
export async function spawnServer({ program, args, env = {} }: ServerCommand): Promise<RunningServer> {
  const child = spawn(program, args, {
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const { url, pid } = await new Promise<{ url: string; pid: number }>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${program} ${args.join(" ")}: ${why}\n${complaint}`.trim()));
    const timer = setTimeout(() => fail(`not listening after ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => fail(`ended with ${code ?? signal}`));
    createInterface(child.stdout).on("line", (line) => {
      const listening = /^listening on (\S+)(?: process (\d+))?$/.exec(line);
      if (listening === null) return;
      clearTimeout(timer);
      resolve({ url: listening[1]!, pid: Number(listening[2] ?? child.pid) });
    });
  }).catch(async (error: unknown) => {
    await stopProcess(child);
    throw error;
  });
  return { url, pid, stop: () => stopProcess(child) };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
