import type { TransportRequest } from "@understudy/core/adapter";

/** Methods whose request has no body by default, so that it needs no `content-length: 0` (RFC 9110 §8.6). */
const BODILESS = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"]);

/**
 * The request's fields as they go to the wire: names and values in turn, order, case and repeated
 * names kept. Only the framing is ours: `content-length` says the body's length, and no `transfer-encoding` is left.
 */
export function requestFields({ method, fields: given, body }: TransportRequest): string[] {
  const fields: string[] = [];
  const length = body || !BODILESS.has(method) ? String(body?.byteLength ?? 0) : undefined;
  let framed = length === undefined;
  for (const [name, value] of given) {
    // Most names have another length, and need not be looked at.
    if (name.length === 17 && name.toLowerCase() === "transfer-encoding") continue;
    if (name.length !== 14 || name.toLowerCase() !== "content-length") {
      fields.push(name, value);
    } else if (!framed) {
      fields.push(name, length!);
      framed = true;
    }
  }
  if (!framed) fields.push("content-length", length!);
  return fields;
}
