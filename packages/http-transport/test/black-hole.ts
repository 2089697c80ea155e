import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";

/** A port of 127.0.0.1 on which a connect neither succeeds nor fails. */
export interface BlackHole {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const LISTENER = `
  const { createServer } = require("node:net");
  const { parentPort, workerData } = require("node:worker_threads");
  const server = createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(workerData, 0, 0);
    process.exit();
  });`;

/**
 * Opens a port whose backlog is full: a blocked thread listens and never accepts, and waiting connections fill the
 * queue, so the kernel drops every further one.
 */
export async function openBlackHole(): Promise<BlackHole> {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(LISTENER, { eval: true, workerData: gate });
  const [port] = (await once(worker, "message")) as [number];
  // Bun listens with a backlog of 512, whatever it is told.
  const length = "bun" in process.versions ? 520 : 6;
  const fillers = Array.from({ length }, () => connect({ port, host: "127.0.0.1" }).on("error", () => {}));
  await Promise.race(fillers.map((filler) => once(filler, "connect")));
  return {
    port,
    async close() {
      for (const filler of fillers) filler.destroy();
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      await worker.terminate();
    },
  };
}
