import type { ClientContext } from "../contract/client-context.ts";
import { fieldOf, type RequestHead } from "../contract/request-head.ts";

/** Whether a field is one that we generate and that a client must not be able to forge (X12). */
export function isForwardingField(lowerCaseName: string): boolean {
  return lowerCaseName === "forwarded" || lowerCaseName.startsWith("x-forwarded-");
}

/**
 * The fields that tell the secondary who asked, and how: `X-Forwarded-For/Host/Proto` and `Forwarded` (RFC 7239). What a
 * trusted proxy in front sent is kept and extended; what an untrusted client sent is dropped (X05, X12).
 */
export function forwardingFields({ headers, url }: RequestHead, client: ClientContext): [string, string][] {
  const peer = withoutMapping(client.peerAddress ?? client.address);
  const host = fieldOf(headers, "host") ?? new URL(url).host;
  const protocol = client.protocol ?? new URL(url).protocol.slice(0, -1);
  const kept = (name: string) => (client.trusted ? fieldOf(headers, name) : null);

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
