import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { onTestFinished } from "vitest";

/** A server in a thread of its own: it works on while this thread is busy. */
export interface ThreadedServer {
  readonly origin: string;
  /** Sends text on the connection that was made last, unasked. */
  readonly say: (text: string) => void;
  /** Resets the connection that was made last. */
  readonly reset: () => void;
  /** Connections and requests so far. */
  readonly counts: () => Promise<{ readonly connections: number; readonly requests: number }>;
}

const SERVER = `
const { parentPort, workerData } = require("node:worker_threads");
let requests = 0;
const sockets = [];
const server = require("node:net").createServer((socket) => {
  sockets.push(socket);
  socket.on("error", () => {});
  socket.on("data", () => {
    requests += 1;
    socket.write(workerData);
  });
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
parentPort.on("message", (text) => {
  if (text === null) sockets.at(-1).resetAndDestroy();
  else if (text === "") parentPort.postMessage({ connections: sockets.length, requests });
  else sockets.at(-1).write(text);
});
`;

/** Starts a server that answers every request with the same bytes. It ends with the test. */
export async function startThreadedServer(answer: string): Promise<ThreadedServer> {
  const worker = new Worker(SERVER, { eval: true, workerData: answer });
  onTestFinished(async () => void (await worker.terminate()));
  const [port] = (await once(worker, "message")) as [number];
  return {
    origin: `http://127.0.0.1:${port}`,
    say: (text) => worker.postMessage(text),
    reset: () => worker.postMessage(null),
    async counts() {
      worker.postMessage("");
      const [counts] = (await once(worker, "message")) as [{ connections: number; requests: number }];
      return counts;
    },
  };
}
