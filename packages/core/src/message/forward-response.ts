import type { FieldList, ResponseHead } from "../contract/transport.ts";
import { ForwardError } from "../rules/forward-error.ts";
import { hopByHopFilter } from "../rules/hop-by-hop.ts";
import { forwardedCacheStatus } from "./status-fields.ts";

/**
 * The head of the secondary's answer as the client gets it (R09): status, reason and end-to-end fields as they came,
 * with `Via` (X05) and `Cache-Status` (X11) appended.
 *
 * @throws {ForwardError} `response-malformed` for a status outside 200 to 599
 */
export function buildForwardHead(response: ResponseHead, serverId: string): ResponseHead {
  const { status, reason } = response;
  if (!(status >= 200 && status <= 599)) throw malformed(`the status is ${status}`);
  const connection: string[] = [];
  for (const [name, value] of response.fields) {
    if (name.length === 10 && name.toLowerCase() === "connection") connection.push(value);
  }
  const staysBehind = hopByHopFilter(connection);
  const kept: (readonly [string, string])[] = [];
  for (const field of response.fields) if (!staysBehind(field[0])) kept.push(field);
  if (status === 204 || status === 205) fitLength(status, kept);
  kept.push(["via", `1.1 ${serverId}`], ["cache-status", forwardedCacheStatus(serverId)]);
  return { status, reason: reasonPhrase(reason), fields: kept };
}

/**
 * Makes the length that a head promises the one of a response that must not have content, whatever its server has sent
 * behind it: none for a 204 (RFC 9110 §8.6), and 0 for a 205, which unlike a 204 does not end with its head (RFC 9110
 * §15.3.6, RFC 9112 §6.3).
 */
function fitLength(status: 204 | 205, fields: (readonly [string, string])[]): void {
  const others = fields.filter(([name]) => name.toLowerCase() !== "content-length");
  fields.splice(0, fields.length, ...others);
  if (status === 205) fields.push(["content-length", "0"]);
}

/**
 * A `Response` of a head and a body.
 *
 * @throws {ForwardError} `response-malformed` for characters in the head that HTTP does not allow
 */
export function toResponse({ status, reason, fields }: ResponseHead, body: ReadableStream | null): Response {
  try {
    return new Response(body, { status, statusText: reason, headers: toHeaders(fields) });
  } catch (cause) {
    throw malformed(String(cause), cause);
  }
}

/** @throws {TypeError} for characters that HTTP does not allow */
export function toHeaders(list: FieldList): Headers {
  const headers = new Headers();
  for (const [name, value] of list) headers.append(name, value);
  return headers;
}

function malformed(why: string, cause?: unknown): ForwardError {
  const message = `The secondary's answer is not valid: ${why}`;
  return new ForwardError("response-malformed", cause === undefined ? { message } : { message, cause });
}

/**
 * A reason phrase that a Response can carry. It has no meaning for a recipient (RFC 9110 §15.1), so one that a
 * platform's fetch has decoded into characters beyond bytes is dropped rather than the whole answer.
 */
function reasonPhrase(reason: string): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(reason) ? reason : "";
}
