import { connect, type Socket } from "node:net";

const AT_ONCE = 100;

/** Keep-alive connections that have had one answer and ask no more. */
export interface IdleConnections {
  /** Those that the server has closed in the meantime. */
  readonly closed: number;
  close(): void;
}

/**
 * Opens connections, a hundred at a time, has one request answered on each and leaves them open.
 *
 * @throws when one gets no answer with status 200
 */
export async function openIdleConnections(url: string, count: number): Promise<IdleConnections> {
  const sockets: Socket[] = [];
  let closed = 0;
  const { hostname, port, pathname, search, host } = new URL(url);
  const request = `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

  function open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(request));
      sockets.push(socket);
      let head = "";
      let missing = Number.NaN;
      socket.on("error", reject);
      socket.on("close", () => {
        closed++;
        reject(new Error(`${url}: closed before the answer`));
      });
      socket.on("data", (chunk: Buffer) => {
        if (Number.isNaN(missing)) {
          head += chunk.toString("latin1");
          const end = head.indexOf("\r\n\r\n");
          const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
          if (end === -1) return;
          if (!head.startsWith("HTTP/1.1 200") || length === undefined) {
            reject(new Error(`${url}: ${head.slice(0, 200)}`));
            return;
          }
          missing = Number(length) - (head.length - end - 4);
        } else {
          missing -= chunk.length;
        }
        if (missing === 0) resolve();
      });
    });
  }

  const close = () => {
    for (const socket of sockets) socket.destroy();
  };
  try {
    for (let opened = 0; opened < count; opened += AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - opened) }, open));
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    get closed() {
      return closed;
    },
    close,
  };
}
