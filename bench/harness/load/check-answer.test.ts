import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { checkAnswer } from "./check-answer.ts";

const body = Buffer.from("the secondary's image");

/** Asks a server that gives one answer, byte for byte, and then closes. */
async function check(answer: string): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await checkAnswer({ url, body, keepAlive: true });
  } finally {
    server.close();
  }
}

const chunked = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n`;

test.each([
  ["with a length", `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`],
  ["chunked", `${chunked}0\r\n\r\n`],
])("a whole answer %s is right", async (_, answer) => {
  await expect(check(answer)).resolves.toBeUndefined();
});

test.each([
  ["another status", `HTTP/1.1 502 Bad Gateway\r\nContent-Length: ${body.length}\r\n\r\n${body}`, /status 502/],
  ["other bytes", `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${"x".repeat(body.length)}`, /not the/],
  ["a cut body", `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\nthe`, /aborted/],
  ["a chunked body without its end", chunked, /aborted/],
  ["a body that the connection ends", `HTTP/1.1 200 OK\r\n\r\n${body}`, /neither Content-Length nor chunked/],
])("%s is wrong", async (_, answer, message) => {
  await expect(check(answer)).rejects.toThrow(message);
});
