/** What `new URL` says of a URL, as far as forwarding and the access log ask. */
export interface SplitUrl {
  readonly hostname: string;
  /** The scheme's own when the URL names none. */
  readonly port: string;
  readonly pathname: string;
  /** With its question mark; empty when nothing follows that. */
  readonly search: string;
}

/** A server with many names has some hundred; a client that makes names up must not fill the memory. */
const MAX_ORIGINS = 256;

/** Hosts that hold nothing which ends or changes them; whether they are any good is for `new URL` to say. */
const PLAIN_ORIGIN = /^https?:\/\/[A-Za-z0-9.:[\]-]+$/;

// The characters that `new URL` leaves as they are in each part (URL Standard, "path percent-encode set" and
// "special-query percent-encode set"), less `^`, on which runtimes differ. A segment that begins with a dot may stand
// for another path.
const PLAIN_PATH = /(?:\/(?!\.|%2e)[\w.~!$&'()*+,;=:@%|[\]-]*)+/iy;
const PLAIN_QUERY = /[!$-&(-;=?-~]*/y;

/**
 * Creates a function that takes absolute URLs apart as `new URL` does. Usual ones are only looked through, which is
 * many times faster; what is no URL is given as it is in `pathname`, and `-` for the rest.
 */
export function createUrlSplitter(): (url: string) => SplitUrl {
  const origins = new Map<string, SplitUrl>();
  // Requests for one origin come one after the other.
  let lastText = "";
  let last: SplitUrl | undefined;

  /** Undefined when the text needs a real parser. */
  function originOf(url: string, length: number): SplitUrl | undefined {
    if (length === lastText.length && url.startsWith(lastText)) return last;
    const text = url.slice(0, length);
    lastText = text;
    last = find(text);
    return last;
  }

  function find(text: string): SplitUrl | undefined {
    const known = origins.get(text);
    if (known !== undefined) return known;
    if (!PLAIN_ORIGIN.test(text)) return undefined;
    const origin = parsed(text);
    if (origins.size >= MAX_ORIGINS) origins.clear();
    origins.set(text, origin);
    return origin;
  }

  return (url) => {
    const pathStart = url.indexOf("/", 8);
    const origin = pathStart === -1 ? undefined : originOf(url, pathStart);
    if (origin === undefined || origin.port === "-") return parsed(url);
    PLAIN_PATH.lastIndex = pathStart;
    if (!PLAIN_PATH.test(url)) return parsed(url);
    const pathEnd = PLAIN_PATH.lastIndex;
    let end = pathEnd;
    if (url[pathEnd] === "?") {
      PLAIN_QUERY.lastIndex = pathEnd;
      PLAIN_QUERY.test(url);
      end = PLAIN_QUERY.lastIndex;
    }
    if (end !== url.length && url[end] !== "#") return parsed(url);
    const { hostname, port } = origin;
    const search = end - pathEnd > 1 ? url.slice(pathEnd, end) : "";
    return { hostname, port, pathname: url.slice(pathStart, pathEnd), search };
  };
}

function parsed(text: string): SplitUrl {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // The request is to have its line all the same.
    return { hostname: "-", port: "-", pathname: text, search: "" };
  }
  const { hostname, port, protocol, pathname, search } = url;
  return { hostname, port: port !== "" ? port : protocol === "https:" ? "443" : "80", pathname, search };
}
