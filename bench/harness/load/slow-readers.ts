/**
 * Clients that read slowly, in a process of their own. Environment: URL, READERS, BYTES_PER_SECOND for each;
 * CONNECTION=close to be closed after the answer. Tells its parent `{ opened, failed }` when every reader has the head
 * of its answer, and goes on reading until it is ended; `{ ended }` is what the first reader had received when its
 * connection was closed, in bytes.
 */
import { connect, type Socket } from "node:net";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

const url = new URL(process.env.URL ?? "");
const readers = Number(process.env.READERS ?? 1);
const bytesPerSecond = Number(process.env.BYTES_PER_SECOND ?? 1_000_000);

/**
 * A reader takes one piece and then waits; a small piece, so that little is buffered here, but not so small that many
 * readers are busy.
 */
const PIECE_BYTES = Math.min(16_384, Math.max(1_024, Math.ceil(bytesPerSecond / 2)));
const PIECE_MS = (PIECE_BYTES / bytesPerSecond) * 1000;
const connection = process.env.CONNECTION ?? "keep-alive";
const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: ${connection}\r\n\r\n`;

let opened = 0;
let failed = 0;

for (let index = 0; index < readers; index++) {
  open(index);
  // Not all at once: a server's backlog is short.
  if (index % 50 === 49) await delay(20);
}

function open(index: number): void {
  const startedMs = performance.now();
  let received = 0;
  const buffer = Buffer.alloc(PIECE_BYTES);
  const socket: Socket = connect({
    host: url.hostname,
    port: Number(url.port),
    onread: {
      buffer,
      callback(count: number) {
        if (received === 0) headArrived(buffer.toString("latin1", 0, Math.min(count, 12)));
        received += count;
        // When the next piece is due if the reader keeps its pace.
        const dueMs = startedMs + (received / PIECE_BYTES) * PIECE_MS;
        setTimeout(() => socket.resume(), Math.max(0, dueMs - performance.now()));
        return false;
      },
    },
  } as Parameters<typeof connect>[0] & object);
  socket.on("connect", () => socket.write(request));
  socket.on("error", () => {});
  socket.on("close", () => {
    if (received === 0) headArrived("");
    if (index === 0) process.send?.({ ended: received });
  });
}

function headArrived(statusLine: string): void {
  if (!statusLine.startsWith("HTTP/1.1 200")) failed += 1;
  opened += 1;
  if (opened === readers) process.send?.({ opened, failed });
}

process.on("disconnect", () => process.exit());
