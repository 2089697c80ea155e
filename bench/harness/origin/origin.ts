/**
 * The secondary of every measurement: answers that were made beforehand, on bare sockets, so that it is faster than
 * whatever stands in front of it. It reads GET requests without a body and nothing else.
 */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Behaviour, bodyOf, HELD_BYTES, HELD_MS, SIZES, type SizeName, SLOW_MS, targetOf } from "./answers.ts";

interface Answer {
  readonly behaviour: Behaviour;
  /** What is written, in order: small answers in one piece. */
  readonly open: readonly Buffer[];
  readonly closing: readonly Buffer[];
}

const ONE_WRITE_BYTES = 64 * 1024;
const BEHAVIOURS: readonly Behaviour[] = ["whole", "slow", "cut", "held"];
const answers = new Map<string, Answer>();

for (const size of Object.keys(SIZES) as SizeName[]) {
  const body = bodyOf(size);
  for (const behaviour of BEHAVIOURS) {
    answers.set(pathOf(targetOf(size, behaviour)), {
      behaviour,
      open: pieces(body, behaviour, "keep-alive"),
      closing: pieces(body, behaviour, "close"),
    });
  }
}

function pieces(body: Buffer, behaviour: Behaviour, connection: string): Buffer[] {
  const head = Buffer.from(
    [
      "HTTP/1.1 200 OK",
      "Content-Type: image/jpeg",
      `Content-Length: ${body.length}`,
      "Cache-Control: max-age=3600",
      'ETag: "5f3c-1a2b3c4d"',
      "Last-Modified: Tue, 04 Mar 2025 08:00:00 GMT",
      "Date: Tue, 04 Mar 2025 09:00:00 GMT",
      // HTTP/1.1 connections stay open without being told so.
      ...(connection === "close" ? ["Connection: close"] : []),
      "\r\n",
    ].join("\r\n"),
  );
  const missing = { whole: 0, slow: 0, cut: body.length / 2, held: HELD_BYTES }[behaviour];
  const sent = body.subarray(0, body.length - missing);
  return sent.length > ONE_WRITE_BYTES ? [head, sent] : [Buffer.concat([head, sent])];
}

function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

const NOT_FOUND = Buffer.from("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on("error", () => {});
  let unread = "";
  socket.on("data", (chunk: Buffer) => {
    unread += chunk.toString("latin1");
    for (;;) {
      const end = unread.indexOf("\r\n\r\n");
      if (end === -1) return;
      const head = unread.slice(0, end);
      unread = unread.slice(end + 4);
      answer(socket, head);
    }
  });
}

function answer(socket: Socket, head: string): void {
  const start = head.indexOf(" ") + 1;
  const found = answers.get(pathOf(head.slice(start, head.indexOf(" ", start))));
  if (found === undefined) {
    socket.write(NOT_FOUND);
    return;
  }
  const closing = head.includes("lose") && /\r\nconnection: *close/i.test(head);
  if (found.behaviour === "slow") setTimeout(send, SLOW_MS, socket, found, closing);
  else if (found.behaviour === "held") hold(socket, found);
  else send(socket, found, closing);
}

function send(socket: Socket, { behaviour, open, closing }: Answer, close: boolean): void {
  if (socket.destroyed) return;
  const sent = close ? closing : open;
  const last = sent.length - 1;
  for (let index = 0; index < last; index++) socket.write(sent[index]!);
  if (behaviour === "cut") socket.write(sent[last]!, () => socket.destroy());
  else if (close) socket.end(sent[last]!);
  else socket.write(sent[last]!);
}

function hold(socket: Socket, { open }: Answer): void {
  for (const piece of open) socket.write(piece);
  const timer = setInterval(() => socket.write("."), HELD_MS);
  socket.once("close", () => clearInterval(timer));
}

const server = createServer(serve).listen(Number(process.env.PORT ?? 0), "127.0.0.1", 4096, () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
