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

/**
 * The test for fields that stay behind: the hop-by-hop ones and those that the `Connection` values name (X05).
 *
 * @param connectionValues the values of all `Connection` field lines
 * @returns a predicate on lower-case field names
 */
export function hopByHopFilter(connectionValues: readonly string[]): (lowerCaseName: string) => boolean {
  if (connectionValues.length === 0) return (name) => HOP_BY_HOP.has(name);
  const named = new Set<string>();
  for (const value of connectionValues) {
    for (const option of value.split(",")) named.add(option.trim().toLowerCase());
  }
  return (name) => HOP_BY_HOP.has(name) || named.has(name);
}
