import { type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { whenAnswered } from "./open-exchanges.ts";

/** How long the client may take to read the answer and to close the connection, milliseconds. */
const LINGER_MS = 1_000;

const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers what is no request and what asks for a tunnel, and closes the connection; behind the responses to the requests in front of it,
 * of which `node:http` by itself would lose those that have not left.
 */
export function answerBrokenRequests(server: Server): void {
  const met = new WeakSet<Socket>();
  const answer = (socket: Socket, status: number) => {
    // The parser fails again with everything that still comes.
    if (met.has(socket)) return;
    met.add(socket);
    socket.on("error", () => {});
    whenAnswered(socket, () => end(socket, status));
  };
  server.on("clientError", (error: Error & { code?: string }, socket) =>
    answer(socket as Socket, STATUSES[error.code ?? ""] ?? 400),
  );
  // Node has detached its parser from the socket, and closes the connection where there is no listener.
  server.on("connect", (_request, socket: Socket) => answer(socket, 501));
}

function end(socket: Socket, status: number): void {
  // The head of a response may have left whose request then broke: its client sees that it is cut.
  const { _httpMessage: open } = socket as Socket & { _httpMessage?: { headersSent: boolean } | null };
  if (!socket.writable || open?.headersSent) {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // Closed at once, what the client still sends would make the kernel throw the answer away.
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(linger));
  socket.resume();
}
