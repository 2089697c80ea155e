/** The request field that ends loops, RFC 8586. */
export const CDN_LOOP = "cdn-loop";

/**
 * Whether a `CDN-Loop` value (RFC 8586 §2) holds our own id: then this server has already sent the request on once,
 * and must not do so again (X06). Ids are compared without regard to case, as host names are.
 */
export function hasPassedHere(cdnLoop: string | null, serverId: string): boolean {
  if (cdnLoop === null) return false;
  const own = serverId.toLowerCase();
  return splitList(cdnLoop).some((info) => info.split(";", 1)[0]!.trim().toLowerCase() === own);
}

/** The `CDN-Loop` value for the secondary: what came in, and our own id behind it. */
export function extendLoop(cdnLoop: string | null, serverId: string): string {
  return cdnLoop ? `${cdnLoop}, ${serverId}` : serverId;
}

/**
 * Splits a field value at its commas; a comma in a quoted string, where parameters may hold one, does not count. When a
 * quote is never closed, every comma counts: in doubt a loop ends. One pass, because a client may send a long value.
 */
function splitList(value: string): string[] {
  const elements: string[] = [];
  let begin = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      elements.push(value.slice(begin, at));
      begin = at + 1;
    }
  }
  if (quoted) return value.split(",");
  elements.push(value.slice(begin));
  return elements;
}
