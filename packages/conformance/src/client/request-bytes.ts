import { Buffer } from "node:buffer";
import { fieldValues } from "../http1/head.ts";
import type { ClientRequest } from "./client-result.ts";

/** A request as it goes over the wire. */
export function requestBytes(request: ClientRequest, host: string): Uint8Array {
  const fields = [...(request.headers ?? [])];
  if (fieldValues(fields, "host").length === 0) fields.unshift(["Host", host]);
  const body = request.body;
  const chunked = request.bodyFraming === "chunked";
  if (body) fields.push(chunked ? ["Transfer-Encoding", "chunked"] : ["Content-Length", String(body.length)]);
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = Buffer.from(`${request.method ?? "GET"} ${request.target} HTTP/1.1\r\n${lines}\r\n`, "latin1");
  if (!body) return head;
  return Buffer.concat(chunked ? [head, ...chunks(body)] : [head, body]);
}

function chunks(body: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const size = 4096;
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return [...pieces, Buffer.from("0\r\n\r\n")];
}
