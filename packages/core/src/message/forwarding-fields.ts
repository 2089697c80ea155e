import type { ClientContext } from "../contract/client-context.ts";
import { fieldOf, type RequestHead } from "../contract/request-head.ts";

/**
 * Whether a field is one that we generate and that a client must not be able to forge (X12). Servers behind us that
 * read fields as CGI variables (RFC 3875 §4.1.18) do not distinguish `_` from `-`, so neither do we.
 */
export function isForwardingField(lowerCaseName: string): boolean {
  const first = lowerCaseName.charCodeAt(0);
  if (first === LETTER_F) return lowerCaseName === "forwarded";
  if (first !== LETTER_X || lowerCaseName.length < X_FORWARDED.length) return false;
  return lowerCaseName.replaceAll("_", "-").startsWith(X_FORWARDED);
}

/**
 * Fields in which proxies hand the client's address on. They are not ours to write, and believed from a trusted proxy
 * only (X12).
 */
const CLIENT_ADDRESS_FIELDS: ReadonlySet<string> = new Set([
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "fastly-client-ip",
]);

/** Whether a field names the client's address and must not pass on from a client that is not a trusted proxy (X12). */
export function isClientAddressField(lowerCaseName: string): boolean {
  return lowerCaseName.endsWith("ip") && CLIENT_ADDRESS_FIELDS.has(lowerCaseName.replaceAll("_", "-"));
}

const X_FORWARDED = "x-forwarded-";
const LETTER_F = 0x66;
const LETTER_X = 0x78;

/**
 * The fields that say to the secondary which client asked, and how: `X-Forwarded-For/Host/Proto` and `Forwarded` (RFC
 * 7239). What a trusted proxy in front sent is kept and extended; what an untrusted client sent is dropped (X05, X12).
 */
export function forwardingFields(
  { fields: sent, scheme, authority }: RequestHead,
  client: ClientContext,
): [string, string][] {
  const peer = withoutMapping(client.peerAddress ?? client.address);
  const host = fieldOf(sent, "host") ?? authority;
  const protocol = client.protocol ?? scheme;
  const kept = (name: string) => (client.trusted ? fieldOf(sent, name) : null);

  const fields: [string, string][] = [];
  const keptFor = kept("x-forwarded-for");
  const addresses = keptFor && peer ? `${keptFor}, ${peer}` : keptFor || peer;
  if (addresses) fields.push(["x-forwarded-for", addresses]);
  fields.push(["x-forwarded-host", kept("x-forwarded-host") ?? host]);
  fields.push(["x-forwarded-proto", kept("x-forwarded-proto") ?? protocol]);

  const element = `for=${forwardedNode(peer)};host=${quotedIfNeeded(host)};proto=${protocol}`;
  const keptForwarded = kept("forwarded");
  fields.push(["forwarded", keptForwarded ? `${keptForwarded}, ${element}` : element]);
  return fields;
}

/** An IPv4 address as itself, also where a socket for both families shows it mapped into IPv6 (RFC 4291 §2.5.5.2). */
function withoutMapping(address: string | undefined): string | undefined {
  if (!address?.startsWith("::")) return address;
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** A node identifier, RFC 7239 §6: IPv6 in brackets and quotes. */
function forwardedNode(address: string | undefined): string {
  if (!address) return "unknown";
  return address.includes(":") ? `"[${address.replace(/%.*$/, "")}]"` : quotedIfNeeded(address);
}

/** A token as it is, anything else as a quoted string (RFC 9110 §5.6.4). */
function quotedIfNeeded(value: string): string {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(value)) return value;
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}
