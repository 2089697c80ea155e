/** What one proxy said of the request that it received. */
export interface ForwardedHop {
  /** As it was sent: an IP address, perhaps with a port, `unknown` or an obfuscated name (RFC 7239 §6). */
  readonly for?: string;
  readonly proto?: string;
  readonly host?: string;
}

/** Reads a request field, all its lines joined with commas. */
export type FieldReader = (lowerCaseName: string) => string | undefined;

/**
 * Which of the two families of fields the trusted proxy writes. With `auto`, `Forwarded` counts where there is no
 * `X-Forwarded-For`.
 */
export type ForwardedFields = "auto" | "x-forwarded" | "forwarded";

/** The hops that the request's fields name, the nearest proxy's last. */
export function forwardedChain(field: FieldReader, family: ForwardedFields): ForwardedHop[] {
  const useForwarded =
    family === "forwarded" || (family === "auto" && field("x-forwarded-for") === undefined && field("forwarded"));
  return useForwarded ? parseForwarded(field("forwarded") ?? "") : xForwarded(field);
}

/** `X-Forwarded-For`, with protocol and host from the same place of their lists, or from the nearest proxy. */
function xForwarded(field: FieldReader): ForwardedHop[] {
  const list = (name: string) =>
    (field(name) ?? "")
      .split(",")
      .map((value) => value.trim())
      .filter((value) => value !== "");
  const addresses = list("x-forwarded-for");
  const protocols = list("x-forwarded-proto");
  const hosts = list("x-forwarded-host");
  const length = Math.max(addresses.length, 1);
  // Proxies append to the first list but mostly overwrite the others; only lists of equal length match by place.
  const at = (values: string[], index: number) => (values.length === length ? values[index] : values.at(-1));
  return Array.from({ length }, (_, index) => hop(addresses[index], at(protocols, index), at(hosts, index)));
}

/** The elements of a `Forwarded` field (RFC 7239 §4). */
function parseForwarded(value: string): ForwardedHop[] {
  return splitOutsideQuotes(value, ",").map((element) => {
    const pairs = new Map<string, string>();
    for (const pair of splitOutsideQuotes(element, ";")) {
      const [, name, quoted, token] = /^\s*([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))\s*$/.exec(pair) ?? [];
      if (name !== undefined) pairs.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? token ?? "");
    }
    return hop(pairs.get("for"), pairs.get("proto"), pairs.get("host"));
  });
}

function splitOutsideQuotes(value: string, separator: "," | ";"): string[] {
  const parts = separator === "," ? /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g : /(?:[^";]|"(?:[^"\\]|\\.)*"?)+/g;
  return (value.match(parts) ?? []).filter((part) => part.trim() !== "");
}

function hop(address: string | undefined, proto: string | undefined, host: string | undefined): ForwardedHop {
  return {
    ...(address ? { for: address } : {}),
    ...(proto ? { proto: proto.toLowerCase() } : {}),
    ...(host ? { host } : {}),
  };
}
