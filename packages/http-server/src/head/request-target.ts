/** What a request line asks for (RFC 9112 §3.2). */
export type RequestTarget =
  | {
      readonly kind: "resource";
      /** Path and query, from the slash on; escapes are those of the client. */
      readonly path: string;
      /** Host and port of an absolute-form target; they replace the `Host` field (RFC 9112 §3.2.2). */
      readonly authority?: string;
    }
  /** `OPTIONS *`: the server as a whole, not a resource. */
  | { readonly kind: "server" }
  | { readonly kind: "invalid"; readonly status: 400 | 501; readonly reason: string };

/**
 * Reads the target of a request line, so that nothing in it can change the host of the request's URL but the one
 * form that is meant to: absolute-form.
 *
 * A backslash is left to the URL parser, which takes it for a slash on every runtime.
 */
export function parseRequestTarget(method: string, target: string): RequestTarget {
  // `new Request` refuses them, and no server of resources needs them (RFC 9110 §9.3.6, §9.3.8).
  if (method === "CONNECT" || method === "TRACE") return invalid(501, `${method} is not supported`);
  if (target === "*") {
    return method === "OPTIONS" ? { kind: "server" } : invalid(400, `* is a target for OPTIONS only`);
  }
  // A client keeps the fragment for itself; a server cannot know what was meant by one.
  if (target.includes("#")) return invalid(400, "the request target has a fragment");
  if (target.startsWith("/")) return { kind: "resource", path: target };

  const absolute = /^([a-z][a-z0-9+.-]*):\/\/([^/?\\]*)(.*)$/i.exec(target);
  if (absolute === null) return invalid(400, "the request target is neither a path nor an absolute URL");
  const [, scheme = "", authority = "", rest = ""] = absolute;
  if (!/^https?$/i.test(scheme)) return invalid(400, "the request target's scheme is neither http nor https");
  if (!isAuthority(authority)) return invalid(400, "the request target's host is not valid");
  return { kind: "resource", path: /^[/\\]/.test(rest) ? rest : `/${rest}`, authority };
}

/**
 * Whether a value is a host with an optional port, and nothing else, so that it can be put into a URL (RFC 9110 §7.2).
 */
export function isAuthority(value: string): boolean {
  if (knownAuthorities.has(value)) return true;
  const valid = checkAuthority(value);
  if (valid) {
    if (knownAuthorities.size >= MAX_KNOWN_AUTHORITIES) knownAuthorities.clear();
    knownAuthorities.add(value);
  }
  return valid;
}

/** A server has few names, and is asked for one of them all the time. */
const knownAuthorities = new Set<string>();
const MAX_KNOWN_AUTHORITIES = 100;

function checkAuthority(value: string): boolean {
  const hostAndPort = /^(?:\[[0-9a-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})+)(?::\d*)?$/i;
  return hostAndPort.test(value) && URL.canParse(`http://${value}/`);
}

function invalid(status: 400 | 501, reason: string): RequestTarget {
  return { kind: "invalid", status, reason };
}
