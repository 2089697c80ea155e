/** Where a request goes and what it asks for there. */
export interface RequestTarget {
  readonly secure: boolean;
  /** Name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port: what connections are shared by. */
  readonly origin: string;
  /** Path and query, exactly as they stand in the URL (RFC 9112 §3.2.1, origin-form). */
  readonly path: string;
}

/**
 * Splits an absolute URL without touching its path and query: `URL` would resolve dot segments and escape characters.
 *
 * @throws {TypeError} for a URL that is not absolute, not `http` or `https`, or whose path fits in no request line
 */
export function parseRequestTarget(url: string): RequestTarget {
  const parts = /^(https?):\/\/([^/\\?#]+)([^#]*)/i.exec(url);
  if (!parts) throw new TypeError(`request url is ${JSON.stringify(url)}; allowed is an absolute http or https URL`);
  const [, scheme, authority, rest] = parts;
  const { protocol, hostname, port, origin } = new URL(`${scheme}://${authority}`);
  const path = rest === "" || rest!.startsWith("?") ? `/${rest}` : rest!;
  if (!/^\/[\x21-\xff]*$/.test(path)) {
    throw new TypeError(
      `request path is ${JSON.stringify(path)}; allowed is "/" and then characters from U+0021 to U+00FF`,
    );
  }
  const secure = protocol === "https:";
  return {
    secure,
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (secure ? 443 : 80) : Number(port),
    origin,
    path,
  };
}
