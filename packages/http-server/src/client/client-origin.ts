import { isAuthority } from "../head/request-target.ts";
import { type FieldReader, type ForwardedFields, forwardedChain } from "./forwarded-chain.ts";
import { normalizeAddress, type ProxyTrust } from "./proxy-trust.ts";

/** Where a request comes from. */
export interface ClientOrigin {
  /** The client's address: the peer's, or behind trusted proxies the one that the outermost of them saw. */
  readonly address: string | undefined;
  /** The address of the socket's other end. */
  readonly peerAddress: string | undefined;
  /** The scheme that the client used. */
  readonly protocol: "http" | "https";
  /** The host that the client asked for, where a trusted proxy says so. */
  readonly host?: string;
  /** Whether the peer is a trusted proxy. */
  readonly trusted: boolean;
}

/** What is known of the socket. */
export interface Peer {
  /** Absent on a Unix domain socket. */
  readonly address: string | undefined;
  readonly encrypted: boolean;
}

/**
 * Finds the client behind trusted proxies. The forwarding fields of a peer that is not trusted are not looked at (X12).
 *
 * The chain is walked from the nearest proxy outwards and ends at the first address that is not itself a trusted proxy:
 * what is further left was not written by it.
 */
export function clientOrigin(
  peer: Peer,
  field: FieldReader,
  trust: ProxyTrust,
  family: ForwardedFields = "auto",
): ClientOrigin {
  const peerAddress = peer.address === undefined ? undefined : (normalizeAddress(peer.address) ?? peer.address);
  const protocol = peer.encrypted ? "https" : "http";
  if (!trust(peer.address)) return { address: peerAddress, peerAddress, protocol, trusted: false };

  let address = peerAddress;
  let proto: "http" | "https" = protocol;
  let host: string | undefined;
  for (const hop of forwardedChain(field, family).reverse()) {
    if (hop.proto === "http" || hop.proto === "https") proto = hop.proto;
    if (hop.host !== undefined && isAuthority(hop.host)) host = hop.host;
    const next = hop.for === undefined ? undefined : normalizeAddress(withoutPort(hop.for));
    // `unknown`, an obfuscated name or nonsense: nothing further out can be attributed.
    if (next === undefined) break;
    address = next;
    if (!trust(next)) break;
  }
  return { address, peerAddress, protocol: proto, trusted: true, ...(host === undefined ? {} : { host }) };
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711` (RFC 7239 §6), or the address alone. */
function withoutPort(node: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\]|([\d.]+))(?::[\w.-]+)?$/.exec(node) ?? [];
  return bracketed ?? dotted ?? node;
}
