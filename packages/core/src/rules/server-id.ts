import { OptionError } from "./option-error.ts";

const ALLOWED =
  "a letter, then letters, digits and any of !#$%&'*+-.^_`|~, or a host name with an optional port; at most 255 characters";

let defaultId: string | undefined;

/**
 * The id that this process uses when none is configured: `understudy-` and eight random hexadecimal digits, so that
 * two servers that name each other as secondary never share one.
 */
export function defaultServerId(): string {
  if (defaultId === undefined) {
    const bytes = crypto.getRandomValues(new Uint8Array(4));
    defaultId = `understudy-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }
  return defaultId;
}

/**
 * Checks a server id. It is used in `Via` (RFC 9110 §7.6.3 pseudonym), `CDN-Loop` (RFC 8586 §2 cdn-id), and as a token
 * in `Cache-Status` and `Proxy-Status`, so it must be fit for all of them.
 *
 * @throws {OptionError}
 */
export function checkServerId(value: string | undefined): string {
  if (value === undefined) return defaultServerId();
  const fits =
    typeof value === "string" && value.length <= 255 && /^[A-Za-z][\w!#$%&'*+.^`|~-]*(?::\d{1,5})?$/.test(value);
  if (!fits) throw new OptionError("serverId", value, ALLOWED);
  return value;
}
