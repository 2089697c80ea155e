import cluster from "node:cluster";
import process from "node:process";
import type { Readable } from "node:stream";
import type { ProcessEnd, ProcessStarter } from "./process-starter.ts";

/**
 * Starts processes with `node:cluster`. On Node.js the primary accepts the connections and gives them to the others in
 * turn; on Bun each listens with `SO_REUSEPORT`. (Deno's is of no use here: it starts its workers with every permission
 * and without the flags of the primary.)
 */
export function createClusterStarter(): ProcessStarter {
  // By default a worker whose primary is gone exits at once. This one finishes requests in progress: the end of its
  // stdin is the sign.
  if (cluster.worker) (cluster.worker as { exitedAfterDisconnect: boolean }).exitedAfterDisconnect = true;
  return {
    start(argv) {
      cluster.setupPrimary({ args: [...argv], stdio: ["pipe", "pipe", "inherit", "ipc"] });
      const worker = cluster.fork();
      const { process: child } = worker;
      const ended = new Promise<ProcessEnd>((resolve) => {
        child.once("exit", (code, signal) => resolve({ code, signal }));
        // Without a listener it would end this process. With a process id it is only about a message or a signal that
        // did not arrive.
        worker.on("error", (error) => {
          if (child.pid !== undefined) return;
          process.stderr.write(`a process could not be started: ${error.message}\n`);
          resolve({ code: 1, signal: null });
        });
      });
      return {
        pid: child.pid ?? 0,
        output: child.stdout as Readable,
        ended,
        kill: (signal) => void child.kill(signal),
      };
    },
  };
}
