/**
 * Fields that are for one connection and must not be forwarded: RFC 9110 §7.6.1, and `Proxy-Authenticate`,
 * `Proxy-Authorization` (meant for this hop, §11.7) and `Trailer` (the trailers themselves are not forwarded).
 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** One bit for each length that such a name has: most names have another one, and need not be looked up. */
let hopByHopLengths = 0;
for (const name of HOP_BY_HOP) hopByHopLengths |= 1 << name.length;

/**
 * The test for fields that stay behind: the hop-by-hop ones and those that the `Connection` values name (X05).
 *
 * @param connectionValues the values of all `Connection` field lines
 * @returns a predicate on field names, in any case
 */
export function hopByHopFilter(connectionValues: readonly string[]): (name: string) => boolean {
  if (connectionValues.length === 0) return isHopByHop;
  const named = new Set<string>();
  for (const value of connectionValues) {
    for (const option of value.split(",")) named.add(option.trim().toLowerCase());
  }
  return (name) => isHopByHop(name) || named.has(name.toLowerCase());
}

function isHopByHop(name: string): boolean {
  return name.length < 32 && (hopByHopLengths & (1 << name.length)) !== 0 && HOP_BY_HOP.has(name.toLowerCase());
}
