import type { Socket } from "node:net";
import { latin1Bytes } from "../http1/head.ts";

/** One side of a connection that is being answered on. */
export interface Wire {
  /** Resolves when the connection has taken the bytes. @throws {Error} when the connection is gone */
  write(bytes: string | Uint8Array): Promise<void>;
  /** Resolves after a time, or as soon as the other side is gone. */
  wait(milliseconds: number): Promise<void>;
  /** Resolves when the other side is gone, and never otherwise. */
  readonly gone: Promise<void>;
  end(by: "fin" | "rst"): void;
  readonly socket: Socket;
}

/** The wire of a socket; `gone` is to settle when the other side ends the connection. */
export function createWire(socket: Socket, gone: Promise<void>): Wire {
  return {
    socket,
    gone,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) reject(new Error("the connection is gone"));
        const data = typeof bytes === "string" ? latin1Bytes(bytes) : bytes;
        socket.write(data, (error) => (error ? reject(error) : resolve()));
      }),
    wait: async (milliseconds) => {
      let timer: NodeJS.Timeout | undefined;
      const elapsed = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      });
      await Promise.race([elapsed, gone]);
      clearTimeout(timer);
    },
    end: (by) => {
      if (by === "rst") socket.resetAndDestroy();
      else socket.end();
    },
  };
}
