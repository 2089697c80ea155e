import { ForwardError } from "./forward-error.ts";
import { hopByHopFilter } from "./hop-by-hop.ts";
import { forwardedCacheStatus } from "./status-fields.ts";
import type { ForwardAnswer } from "./timed-forward.ts";

/**
 * The secondary's answer as the client gets it (R09): status, reason, end-to-end fields and body as they came, with `Via`
 * (X05) and `Cache-Status` (X11) appended.
 *
 * @throws {ForwardError} `response-malformed` when the answer cannot be a response: a status outside 200 to 599, or
 * characters in the head that HTTP does not allow
 */
export function buildForwardResponse({ response, body }: ForwardAnswer, serverId: string): Response {
  const { status } = response;
  // Not every runtime's Response refuses a status that cannot be the last of an exchange.
  if (!(status >= 200 && status <= 599)) {
    throw new ForwardError("response-malformed", { message: `The secondary's answer has the status ${status}.` });
  }
  try {
    const received = [...response.headers];
    const staysBehind = hopByHopFilter(valuesOf(received, "connection"));
    const headers = new Headers();
    for (const [name, value] of received) {
      if (!staysBehind(name.toLowerCase())) headers.append(name, value);
    }
    headers.append("via", `1.1 ${serverId}`);
    headers.append("cache-status", forwardedCacheStatus(serverId));
    return new Response(body, { status, statusText: reasonPhrase(response.statusText), headers });
  } catch (cause) {
    throw new ForwardError("response-malformed", { message: `The secondary's answer is not valid: ${cause}`, cause });
  }
}

/**
 * A reason phrase that a Response can carry. It means nothing to anybody (RFC 9110 §15.1), so one that a platform's fetch has
 * decoded into characters beyond bytes is dropped rather than the whole answer.
 */
function reasonPhrase(statusText: string): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(statusText) ? statusText : "";
}

function valuesOf(fields: readonly (readonly [string, string])[], lowerCaseName: string): string[] {
  return fields.filter(([name]) => name.toLowerCase() === lowerCaseName).map(([, value]) => value);
}
