import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** A client that writes bytes and shows the bytes that come back, so that tests see what is on the wire. */
export interface RawClient {
  readonly socket: Socket;
  /** Everything received so far, in Latin-1. */
  readonly received: () => string;
  readonly send: (text: string | Uint8Array) => void;
  /**
   * Resolves when what was received holds a text, with everything received; rejects when the connection closes before.
   */
  readonly until: (text: string) => Promise<string>;
  /** Resolves when the connection is closed. `reset` tells whether by a reset, and not by an ordinary end. */
  readonly closed: Promise<{ text: string; reset: boolean }>;
}

/** Connects to a URL's host and port. */
export async function rawClient(url: string, options: { ca?: string } = {}): Promise<RawClient> {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === "https:";
  const address = { host: hostname, port: Number(port) };
  const socket = secure ? connectTls({ ...address, ...options, servername: "localhost" }) : connect(address);
  /** Not one text: to look into that again after each piece would take the square of its length. */
  const pieces: string[] = [];
  let reset = false;
  let isClosed = false;
  let somethingCame = () => {};
  socket.on("data", (chunk) => {
    pieces.push(chunk.toString("latin1"));
    somethingCame();
  });
  socket.on("error", () => {
    reset = true;
  });
  const closed = new Promise<{ text: string; reset: boolean }>((resolve) =>
    socket.once("close", () => {
      isClosed = true;
      somethingCame();
      resolve({ text: pieces.join(""), reset });
    }),
  );
  await once(socket, secure ? "secureConnect" : "connect");
  return {
    socket,
    received: () => pieces.join(""),
    send: (bytes) => void socket.write(bytes),
    closed,
    async until(wanted) {
      let end = "";
      for (let looked = 0; ; ) {
        for (; looked < pieces.length; looked++) {
          end += pieces[looked];
          if (end.includes(wanted)) return pieces.join("");
          end = end.slice(end.length - wanted.length + 1);
        }
        if (isClosed) {
          const text = pieces.join("").slice(0, 1000);
          throw new Error(`the connection closed before ${JSON.stringify(wanted)} came: ${text}`);
        }
        await new Promise<void>((resolve) => {
          somethingCame = resolve;
        });
      }
    },
  };
}

/** Sends one request with `Connection: close` added and resolves with everything that came back. */
export async function rawRequest(url: string, head: string, body = ""): Promise<string> {
  const client = await rawClient(url);
  client.send(`${head.trimEnd().replaceAll(/\r?\n/g, "\r\n")}\r\nConnection: close\r\n\r\n${body}`);
  return (await client.closed).text;
}
