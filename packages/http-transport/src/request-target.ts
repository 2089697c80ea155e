interface Root {
  readonly secure: boolean;
  /** Name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port: what connections are shared by. */
  readonly origin: string;
}

/** Where a request goes and what it asks for there. */
export class RequestTarget implements Root {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** Path and query, exactly as they are in the URL (RFC 9112 §3.2.1, origin-form). */
  readonly path: string;

  constructor({ secure, host, port, origin }: Root, path: string) {
    this.secure = secure;
    this.host = host;
    this.port = port;
    this.origin = origin;
    this.path = path;
  }
}

/**
 * Splits an absolute URL without touching its path and query: `URL` would resolve dot segments and escape characters.
 *
 * @throws {TypeError} for a URL that is not absolute, not `http` or `https`, or whose path fits in no request line
 */
export function parseRequestTarget(url: string): RequestTarget {
  const pathBegin = endOfAuthority(url);
  const root = parseRoot(url.slice(0, pathBegin), url);
  const fragment = url.indexOf("#", pathBegin);
  const rest = url.slice(pathBegin, fragment < 0 ? undefined : fragment);
  const path = rest === "" || rest.startsWith("?") ? `/${rest}` : rest;
  if (!/^\/[\x21-\xff]*$/.test(path)) {
    throw new TypeError(
      `request path is ${JSON.stringify(path)}; allowed is "/" and then characters from U+0021 to U+00FF`,
    );
  }
  return new RequestTarget(root, path);
}

function endOfAuthority(url: string): number {
  for (let at = url.indexOf("//") + 2; at < url.length; at++) {
    switch (url.charCodeAt(at)) {
      case 0x2f: // "/"
      case 0x5c: // "\"
      case 0x3f: // "?"
      case 0x23: // "#"
        return at;
    }
  }
  return url.length;
}

/** A transport has one root, or a few. */
const roots = new Map<string, Root>();
const MAX_ROOTS = 100;

function parseRoot(text: string, url: string): Root {
  const known = roots.get(text);
  if (known !== undefined) return known;
  if (!/^https?:\/\/[^/\\?#]+$/i.test(text)) {
    throw new TypeError(`request url is ${JSON.stringify(url)}; allowed is an absolute http or https URL`);
  }
  const { protocol, hostname, port, origin } = new URL(text);
  const secure = protocol === "https:";
  const root = {
    secure,
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (secure ? 443 : 80) : Number(port),
    origin,
  };
  if (roots.size >= MAX_ROOTS) roots.clear();
  roots.set(text, root);
  return root;
}
