import ipaddr from "ipaddr.js";

/** A filter that no client passes: the broadcast address is never a client's. */
const NO_CLIENT = "255.255.255.255/32";

/**
 * `ClientAddressFilter`: addresses and CIDR ranges. A bad part never opens the catalog: the good parts stay in force,
 * and without any the filter lets no client in.
 */
export function clientAddressFilter(value: string): { filter: readonly string[]; bad: readonly string[] } {
  const parts = value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const bad = parts.filter((part) => !ipaddr.isValid(part) && !ipaddr.isValidCIDR(part));
  const good = parts.filter((part) => !bad.includes(part));
  return { filter: good.length > 0 || bad.length === 0 ? good : [NO_CLIENT], bad };
}
