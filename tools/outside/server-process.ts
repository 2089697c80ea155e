import { spawn } from "node:child_process";
import { once } from "node:events";

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** All that it wrote. */
  readonly output: () => string;
  /** Ends it with SIGTERM. @returns its exit status, null when the signal ended it */
  readonly stop: () => Promise<number | null>;
  readonly kill: () => void;
}

const STARTED = /https?:\/\/[^\s/]+:(\d+)|port: (\d+)/;

/**
 * Starts a server on a free port and waits until it says where it listens.
 *
 * @throws {Error} with what it wrote, when it ends before that
 */
export async function startServer(
  [program = "", ...args]: readonly string[],
  folder: string,
  secondary: string,
): Promise<ServerProcess> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1", PORT: "0", SECONDARY: secondary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const closed = once(child, "close");
  let started = STARTED.exec(output);
  while (started === null) {
    const ended = await Promise.race([
      once(child.stdout, "data").then(() => false),
      once(child.stderr, "data").then(() => false),
      closed.then(() => true),
    ]);
    started = STARTED.exec(output);
    if (ended && started === null) throw new Error(`${program} ${args.join(" ")} ended without listening:\n${output}`);
  }
  return {
    url: `http://127.0.0.1:${started[1] ?? started[2]}`,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      const [code] = await closed;
      return code as number | null;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
