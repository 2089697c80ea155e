/** Fields of one connection only (RFC 9110 §7.6.1), and `Trailer`, as trailers are not forwarded. */
const CONNECTION_FIELDS: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Those, and the ones that are meant for this hop (RFC 9110 §11.7). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([...CONNECTION_FIELDS, "proxy-authenticate", "proxy-authorization"]);

/** A number with one bit for each length that such a name has: most names have another one, and need not be looked up. */
function lengthBits(names: ReadonlySet<string>): number {
  let bits = 0;
  for (const { length } of names) bits |= 1 << length;
  return bits;
}

const CONNECTION_FIELD_LENGTHS = lengthBits(CONNECTION_FIELDS);
const HOP_BY_HOP_LENGTHS = lengthBits(HOP_BY_HOP);

/** Whether a field is for one connection only, so that the sender of a message writes its own. @param name in any case */
export function isConnectionField(name: string): boolean {
  const { length } = name;
  return length < 32 && (CONNECTION_FIELD_LENGTHS & (1 << length)) !== 0 && CONNECTION_FIELDS.has(name.toLowerCase());
}

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
  return name.length < 32 && (HOP_BY_HOP_LENGTHS & (1 << name.length)) !== 0 && HOP_BY_HOP.has(name.toLowerCase());
}
