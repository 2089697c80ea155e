import { connect } from "node:net";

/**
 * The URL of a port on 127.0.0.1 that refuses connections. It lies below the range from which systems hand out ports
 * by themselves, so that no other process gets it by chance while it is in use here.
 */
export async function findRefusedPort(): Promise<string> {
  for (let port = 21_000 + Math.floor(Math.random() * 9_000); ; port++) {
    if (await isRefused(port)) return `http://127.0.0.1:${port}`;
  }
}

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "ECONNREFUSED"));
  });
}
