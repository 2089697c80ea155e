import type { Field } from "../http1/head.ts";
import type { AnswerBehaviour } from "./behaviour.ts";
import { bodyPieces } from "./body-pieces.ts";
import type { RequestInWork } from "./recorded-request.ts";
import type { Wire } from "./wire.ts";

/** Sends a whole answer; resolves when the connection has taken all of it. */
export async function sendAnswer(answer: AnswerBehaviour, request: RequestInWork, wire: Wire): Promise<void> {
  if (answer.delayMs) await wire.wait(answer.delayMs);
  for (const { status, headers } of answer.interim ?? []) {
    await wire.write(headText(`HTTP/1.1 ${status} Interim`, headers ?? []));
  }
  const framing = answer.framing ?? "length";
  const body = bodyPieces(answer.body);
  const fields = [...(answer.headers ?? [])];
  if (framing === "length") fields.push(["Content-Length", String(body.length)]);
  if (framing === "chunked") fields.push(["Transfer-Encoding", "chunked"]);
  if (framing === "close") fields.push(["Connection", "close"]);
  const statusLine = `HTTP/${answer.version ?? "1.1"} ${answer.status} ${answer.reason ?? "Secondary"}`;
  await wire.write(headText(statusLine, fields));

  if (request.method !== "HEAD" && framing !== "none") {
    const pieces = framing === "chunked" ? inSizes(body.pieces(), answer.chunkSizes) : body.pieces();
    for (const piece of pieces) {
      await wire.write(framing === "chunked" ? chunk(piece) : piece);
      request.sentBytes += piece.length;
    }
    if (framing === "chunked") await wire.write(`0\r\n${fieldLines(answer.trailers ?? [])}\r\n`);
  }
  if (framing === "close") wire.end("fin");
}

/** A head as it goes over the wire. */
export function headText(startLine: string, fields: readonly Field[]): string {
  return `${startLine}\r\n${fieldLines(fields)}\r\n`;
}

/** One chunk of a chunked body. */
export function chunk(bytes: Uint8Array): Uint8Array {
  const size = new TextEncoder().encode(`${bytes.length.toString(16)}\r\n`);
  const framed = new Uint8Array(size.length + bytes.length + 2);
  framed.set(size);
  framed.set(bytes, size.length);
  framed.set([13, 10], size.length + bytes.length);
  return framed;
}

function fieldLines(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");
}

function* inSizes(pieces: Iterable<Uint8Array>, sizes: readonly number[] | undefined): Iterable<Uint8Array> {
  let turn = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const size = sizes?.[turn++ % sizes.length] ?? piece.length;
      yield piece.subarray(at, at + size);
      at += size;
    }
  }
}
