import { OptionError } from "@understudy/core";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Says of an address whether it is a proxy that is trusted. */
export type ProxyTrust = (address: string | undefined) => boolean;

/**
 * Compiles the option `trustProxy`.
 *
 * @param trustProxy `true` trusts any peer; a list names addresses (`10.0.0.7`) and networks (`10.0.0.0/8`, `fd00::/8`)
 * @throws {OptionError} for anything else
 */
export function createProxyTrust(trustProxy: boolean | readonly string[] | undefined): ProxyTrust {
  if (trustProxy === undefined || trustProxy === false) return () => false;
  if (trustProxy === true) return () => true;
  if (!Array.isArray(trustProxy)) throw badOption(trustProxy);
  const networks = trustProxy.map(parseNetwork);
  return (value) => {
    const address = value === undefined ? undefined : parseAddress(value);
    if (address === undefined) return false;
    return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  };
}

/** Of the addresses that came last, as most requests come from addresses that have come before. */
const normalized = new Map<string, string>();
const MAX_NORMALIZED = 1_000;

/** An IP address in its usual spelling, IPv4 where it is mapped into IPv6; undefined when it is none. */
export function normalizeAddress(value: string): string | undefined {
  const known = normalized.get(value);
  if (known !== undefined) return known;
  if (normalized.size >= MAX_NORMALIZED) normalized.clear();
  const address = parseAddress(value)?.toString();
  if (address !== undefined) normalized.set(value, address);
  return address;
}

function parseAddress(value: string): Address | undefined {
  // The library also takes the historical forms, 10.1 or 0x7f000001, which no proxy writes.
  if (!ipaddr.IPv4.isValidFourPartDecimal(value) && !ipaddr.IPv6.isValid(value)) return undefined;
  return ipaddr.process(value);
}

function parseNetwork(value: unknown): [Address, number] {
  if (typeof value !== "string") throw badOption(value);
  const address = parseAddress(value);
  if (address !== undefined) return [address, address.kind() === "ipv4" ? 32 : 128];
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(value) && !ipaddr.IPv6.isValidCIDR(value)) throw badOption(value);
  const [network, bits] = ipaddr.parseCIDR(value);
  const mapped = network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96;
  return mapped ? [network.toIPv4Address(), bits - 96] : [network, bits];
}

function badOption(value: unknown): OptionError {
  return new OptionError("trustProxy", value, "true, false or a list of IP addresses and networks such as 10.0.0.0/8");
}
