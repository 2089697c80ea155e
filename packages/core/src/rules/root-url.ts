import { OptionError } from "./option-error.ts";

/** The root URL of a secondary server, checked. */
export interface RootUrl {
  /** Scheme, host and port without a slash at the end, e.g. `http://images.example:8080`. */
  readonly origin: string;
  /** The value of the `Host` field: host, and port when it is not the scheme's default. */
  readonly host: string;
}

const ALLOWED =
  "http://domain[:port] or https://domain[:port], without path, credentials, query or fragment; empty for off";

/**
 * Reads the root URL of the secondary server (R12; IS manual, "Error redirection", `PS::errorRedirect.rootUrl`).
 *
 * @returns undefined for an empty or missing value: redirect on error is off
 * @throws {OptionError} for anything else than `http(s)://domain[:port]`
 */
export function parseRootUrl(value: string | undefined, option = "rootUrl"): RootUrl | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new OptionError(option, value, ALLOWED);
  const text = value.trim();
  if (text === "") return undefined;
  const reject = (why: string) => new OptionError(option, value, `${ALLOWED} (${why})`);

  // The URL parser forgives too much: it drops tabs, turns "\" into "/" and accepts "http:host".
  if (!/^https?:\/\/[^/]/i.test(text)) throw reject("it must begin with http:// or https:// and a host");
  if (/[\s\\]/.test(text)) throw reject("it must not hold white space or a backslash");
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw reject("the host or the port is not valid");
  }
  if (url.username !== "" || url.password !== "" || text.includes("@")) throw reject("it must not hold credentials");
  if (url.pathname !== "/") throw reject("it must not have a path");
  if (text.includes("?") || text.includes("#")) throw reject("it must not have a query or a fragment");
  if (url.port === "0" || /:$/.test(text)) throw reject("the port must be from 1 to 65535");
  return { origin: url.origin, host: url.host };
}

/**
 * The target of a request on the secondary's root: path and query byte for byte as they came, nothing else taken over (X04, X20).
 *
 * The target is never handed to a URL parser as a reference, because `//host/x` and `/\host/x` would then change the
 * host. Sent to the root's connection and beginning with a slash, a target cannot reach into the authority.
 */
export function onRoot(target: string): string {
  return target.startsWith("/") ? target : `/${target}`;
}

/** Whether the net path of a request holds a pipe, raw or percent-encoded (R16). A pipe in the query does not count. */
export function hasPipeInPath(target: string): boolean {
  const query = target.indexOf("?");
  const path = query === -1 ? target : target.slice(0, query);
  return path.includes("|") || (path.includes("%") && /%7c/i.test(path));
}
