import { connect, createServer } from "node:net";

/** Whether no server listens on this port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

const PAUSE_MS = 100;

/**
 * Tries to connect until a connection is accepted.
 *
 * @returns undefined when a server listens there, else why not
 */
export async function whyUnreachable(url: string, timeoutMs: number): Promise<string | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const problem = await tryToConnect(url, Math.max(1, deadline - performance.now()));
    if (problem === undefined || performance.now() + PAUSE_MS >= deadline) return problem;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function tryToConnect(url: string, timeoutMs: number): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80), timeout: timeoutMs });
    function settle(problem?: string): void {
      socket.destroy();
      resolve(problem);
    }
    socket.once("connect", () => settle());
    socket.once("timeout", () => settle("no answer"));
    socket.once("error", (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
  });
}
