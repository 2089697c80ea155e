import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { ask, startTransport } from "../test/client.ts";
import { startScriptedServer } from "../test/scripted-server.ts";

const MEBIBYTE = 1024 * 1024;

/** Sends `length` bytes as fast as the peer takes them. */
function sendSlowly(socket: Socket, length: number): void {
  const piece = Buffer.alloc(64 * 1024, "x");
  let left = length;
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= piece.length;
      if (!socket.write(piece)) return void socket.once("drain", more);
    }
  };
  more();
}

/** How far the sender gets until it gets no further. */
async function stalledAt(socket: Socket): Promise<number> {
  let before = -1;
  let equal = 0;
  while (equal < 10) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal = socket.bytesWritten === before ? equal + 1 : 0;
    before = socket.bytesWritten;
  }
  return before;
}

test("a large body waits for a reader that stops, and still arrives whole", async () => {
  const length = 64 * MEBIBYTE;
  const server = await startScriptedServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`);
    sendSlowly(socket, length);
  });
  const { body } = await ask(startTransport(), `${server.origin}/`).answer;
  const reader = body!.getReader();
  let received = (await reader.read()).value!.byteLength;
  // What the kernel keeps for the two sockets is between; without backpressure it would be all of it.
  expect(await stalledAt(server.sockets[0]!)).toBeLessThan(length / 2);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    received += value.byteLength;
  }
  expect(received).toBe(length);
});
