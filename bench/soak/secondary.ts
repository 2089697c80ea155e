import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { bodyOf, type Exchange, exchangeOf } from "./plan.ts";

/** The secondary of the soak, in this process. */
export interface SoakSecondary {
  readonly url: string;
  /** Requests that it did not hear, for they came later than it has said that it keeps the connection. */
  readonly unheard: ReadonlySet<number>;
  stop(): Promise<void>;
}

/** What a hint says, and when the secondary really stops hearing: it may itself be late on a busy machine. */
const KEPT_SECONDS = 1;
const DEAF_AFTER_MS = 2_500;
const LATE_MS = 30;
const DRIP_MS = 3;
const DRIPS = 8;

/** Starts it: what it answers to a request follows from the seed and the number in its path. */
export async function startSecondary(seed: number): Promise<SoakSecondary> {
  const sockets = new Set<Socket>();
  const unheard = new Set<number>();
  const server = createServer((socket) => {
    sockets.add(socket.on("close", () => sockets.delete(socket)));
    serve(socket, seed, unheard);
  }).listen(0, "127.0.0.1", 4_096);
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unheard,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}

function serve(socket: Socket, seed: number, unheard: Set<number>): void {
  socket.setNoDelay(true).on("error", () => {});
  let unread = "";
  // From then on nothing is heard on a connection that was said to be kept so long, and it is not closed either.
  let deafFromMs = Number.POSITIVE_INFINITY;
  let late: NodeJS.Timeout | undefined;
  let waiting: NodeJS.Immediate | undefined;
  socket.on("data", (bytes: Buffer) => {
    clearTimeout(late);
    clearImmediate(waiting);
    unread += bytes.toString("latin1");
    if (!unread.endsWith("\r\n\r\n")) return;
    const id = Number(/^\w+ \/soak\/(\d+) /.exec(unread)?.[1]);
    unread = "";
    if (performance.now() > deafFromMs) {
      unheard.add(id);
      return;
    }
    const exchange = exchangeOf(seed, id);
    void answer(socket, exchange, bodyOf(seed, exchange));
    deafFromMs = exchange.kind === "keep-alive-hint" ? performance.now() + DEAF_AFTER_MS : Number.POSITIVE_INFINITY;
    if (exchange.kind === "late-408") {
      const text = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlate";
      late = setTimeout(() => {
        // Not when a request has come that is still to be read: it would get this for its answer, and rightly so.
        waiting = setImmediate(() => {
          waiting = setImmediate(() => socket.end(text));
        });
      }, exchange.chance * LATE_MS);
    }
  });
  socket.on("close", () => clearTimeout(late));
}

async function answer(socket: Socket, exchange: Exchange, body: Buffer): Promise<void> {
  const { kind, chance } = exchange;
  const length = `Content-Length: ${body.length}`;
  const chunkedHead = headOf(exchange, 200, "Transfer-Encoding: chunked");
  const cutAt = 1 + Math.floor(chance * (body.length - 1));
  const part = body.subarray(0, cutAt);
  const write = (...pieces: (string | Buffer)[]) => socket.write(joined(pieces));
  const end = (...pieces: (string | Buffer)[]) => socket.end(joined(pieces));
  const reset = (...pieces: (string | Buffer)[]) => socket.write(joined(pieces), () => socket.resetAndDestroy());
  const whole = joined([headOf(exchange, 200, length), body]);
  switch (kind) {
    case "length":
    case "late-408":
      return void write(whole);
    case "keep-alive-hint":
      return void write(headOf(exchange, 200, length, `Keep-Alive: timeout=${KEPT_SECONDS}`), body);
    case "chunked":
      return void write(chunkedHead, ...chunks(body, chance, ""), "0\r\n\r\n");
    case "padded-chunks":
      return void write(
        chunkedHead,
        ...chunks(body, chance, chance < 0.5 ? "   " : ' ; name="a value"'),
        "0  \r\n\r\n",
      );
    case "trailers":
      return void write(chunkedHead, ...chunks(body, chance, ""), "0\r\nX-Checksum: 17\r\n\r\n");
    case "until-close":
      return void end(headOf(exchange, 200, "Connection: close"), body);
    case "status-204":
      return void write(headOf(exchange, 204));
    case "status-205":
      return void write(headOf(exchange, 205, "Content-Length: 0"));
    case "status-304":
      return void write(headOf(exchange, 304, length));
    case "status-404":
      return void write(headOf(exchange, 404, length), body);
    case "head":
      return void write(headOf(exchange, 200, length));
    case "interim-first":
      write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
      if (chance < 0.5) await delay(DRIP_MS);
      return void write(whole);
    case "drip":
      for (let index = 0; index < DRIPS; index++) {
        write(whole.subarray((whole.length * index) / DRIPS, (whole.length * (index + 1)) / DRIPS));
        await delay(DRIP_MS);
      }
      return;
    case "huge-field":
      return void write(headOf(exchange, 200, length, `X-Huge: ${"huge ".repeat(8_000)}`), body);
    case "in-single-bytes": {
      const slowly = whole.length - body.length + 40;
      for (let index = 0; index < slowly; index++) {
        write(whole.subarray(index, index + 1));
        if (index % 16 === 0) await delay(0);
      }
      return void write(whole.subarray(slowly));
    }
    case "leftovers":
      return void write(whole, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong");
    case "reset-after":
      return void reset(whole);
    case "short-end":
      return void end(headOf(exchange, 200, length), body.subarray(0, cutAt - 1));
    case "short-reset":
      return void reset(headOf(exchange, 200, length), body.subarray(0, cutAt - 1));
    case "no-last-chunk":
      return void end(chunkedHead, ...chunks(body, chance, ""));
    case "bad-chunk":
      return void write(chunkedHead, ...chunks(part, chance, ""), "five\r\nhello\r\n0\r\n\r\n");
    case "bad-head":
      return void write("HTTP/1.1 OK\r\nContent-Length: 5\r\n\r\nhello");
    case "two-lengths":
      return void write(headOf(exchange, 200, length, `Content-Length: ${cutAt - 1}`), body);
    case "reset-before":
      return void socket.resetAndDestroy();
    case "reset-in-chunks":
      return void reset(chunkedHead, ...chunks(part, chance, ""));
    case "reset-until-close":
      return void reset(headOf(exchange, 200, "Connection: close"), part);
    case "end-in-head":
      return void end(whole.subarray(0, 20 + Math.floor(chance * 20)));
    case "interim-then-end":
      return void end("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
    case "hang-before-head":
      return;
    case "hang-in-head":
      return void write(whole.subarray(0, 30));
    case "hang-in-body":
      return void write(headOf(exchange, 200, length), body.subarray(0, cutAt - 1));
  }
}

function headOf({ id }: Exchange, status: number, ...fields: string[]): string {
  return [`HTTP/1.1 ${status} Said`, `X-Id: ${id}`, ...fields, "\r\n"].join("\r\n");
}

function chunks(body: Buffer, chance: number, padding: string): (string | Buffer)[] {
  const size = 1 + Math.floor((0.1 + chance) * 20_000);
  const pieces: (string | Buffer)[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    pieces.push(`${piece.length.toString(16)}${padding}\r\n`, piece, "\r\n");
  }
  return pieces;
}

function joined(pieces: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece)));
}
