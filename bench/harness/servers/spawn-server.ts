import { startProcess, untilLine } from "@understudy/conformance/launcher";

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

const STOP_TIMEOUT_MS = 3_000;

/**
 * Starts a server and waits until it says `listening on URL`, or `listening on URL process PID` when it is not the
 * server itself. It runs as in production (`NODE_ENV`).
 *
 * @throws {LaunchError} when it ends or says nothing before, with the last of what it wrote
 */
export async function spawnServer({ program, args, env = {} }: ServerCommand): Promise<RunningServer> {
  const server = startProcess({
    command: [program, ...args],
    env: { NODE_ENV: "production", ...env },
    stopTimeoutMs: STOP_TIMEOUT_MS,
    keptLines: 50,
  });
  const listening = await untilLine(server, server.stdout, /^listening on (\S+)(?: process (\d+))?$/);
  return {
    url: listening[1]!,
    pid: Number(listening[2] ?? server.pid),
    stop: async () => void (await server.stop()),
  };
}
