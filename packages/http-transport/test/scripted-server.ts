import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { onTestFinished } from "vitest";

/** One request as it came over the wire. */
export interface ReceivedRequest {
  /** Request line and fields, Latin-1. */
  readonly head: string;
  /** Latin-1 */
  readonly body: string;
  /** 0 for the first connection that was made to the server. */
  readonly connection: number;
  /** 0 for the first request on its connection. */
  readonly turn: number;
}

/** A server that answers with whatever bytes its script writes. It ends with the test. */
export interface ScriptedServer {
  readonly port: number;
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  /** All connections ever made, in order. */
  readonly sockets: readonly Socket[];
  /** Resolves when no connection is open. */
  readonly allClosed: () => Promise<void>;
  /** Closes everything; the port refuses from then on. */
  readonly stop: () => Promise<void>;
}

/** Starts a server on 127.0.0.1; `answer` is called once a whole request is there. */
export async function startScriptedServer(
  answer: (socket: Socket, request: ReceivedRequest) => void,
  tls?: TlsOptions,
): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const sockets: Socket[] = [];
  const accept = (socket: Socket) => {
    const connection = sockets.push(socket) - 1;
    let turn = 0;
    let received = "";
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      received += bytes.toString("latin1");
      const headEnd = received.indexOf("\r\n\r\n") + 4;
      if (headEnd < 4) return;
      const head = received.slice(0, headEnd);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (received.length < headEnd + length) return;
      const request = { head, body: received.slice(headEnd, headEnd + length), connection, turn };
      received = received.slice(headEnd + length);
      turn += 1;
      requests.push(request);
      answer(socket, request);
    });
  };
  const server = tls ? createTlsServer(tls, accept) : createTcpServer(accept);
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  };
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    requests,
    sockets,
    stop,
    async allClosed() {
      await Promise.all(sockets.map(closed));
    },
  };
}

/** Resolves when a connection is closed, in whatever way: `once` of `node:events` would reject for a reset one. */
export async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once("close", resolve));
}

/** Writes text byte for byte. */
export function writeLatin1(socket: Socket, text: string): void {
  socket.write(Buffer.from(text, "latin1"));
}
