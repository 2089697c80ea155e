import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** A port on which nothing answers a connection request: no acceptance, no refusal. */
export interface BlackHole {
  readonly url: string;
  close(): Promise<void>;
}

// The thread listens with the shortest backlog and then blocks for ever: nothing is ever accepted.
const LISTENER = `
  const { createServer } = require("node:net");
  const { parentPort } = require("node:worker_threads");
  const server = createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

const MOST_FILLERS = 1_100;

/**
 * Opens a black hole on 127.0.0.1: a listener whose queue of connections is full and is never emptied. The kernel drops
 * every further connection request, as a firewall would.
 *
 * @throws {Error} when the system goes on taking connections
 */
export async function openBlackHole(): Promise<BlackHole> {
  const worker = new Worker(LISTENER, { eval: true });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  const fillers: Socket[] = [];
  const close = async () => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
  // Full means that two in a row stay pending: one alone may only have been slow.
  for (let pending = 0; pending < 2; ) {
    if (fillers.length >= MOST_FILLERS) {
      await close();
      throw new Error(`no black hole: the system still takes connections after ${MOST_FILLERS}`);
    }
    const filler = connect({ host: "127.0.0.1", port });
    fillers.push(filler);
    pending = (await isTaken(filler)) ? 0 : pending + 1;
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

function isTaken(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 200);
    socket.on("error", () => {});
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
