/** Where connections go. */
export interface Origin {
  readonly secure: boolean;
  /** Name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port: what connections are shared by. */
  readonly text: string;
}

/** A transport has one root, or a few. */
const known = new Map<string, Origin>();
const MAX_KNOWN = 100;

/**
 * Reads the origin of a request.
 *
 * @throws {TypeError} for anything but `http://host[:port]` and `https://host[:port]`
 */
export function parseOrigin(text: string): Origin {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (!/^https?:\/\/[^/\\?#@\s]+$/i.test(text) || !URL.canParse(text)) {
    throw new TypeError(
      `request origin is ${JSON.stringify(text)}; allowed is http://host[:port] or https://host[:port]`,
    );
  }
  const { protocol, hostname, port, origin } = new URL(text);
  const secure = protocol === "https:";
  const found = {
    secure,
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (secure ? 443 : 80) : Number(port),
    text: origin,
  };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, found);
  return found;
}
