import type { IncomingMessage } from "node:http";
import { isAuthority } from "../head/request-target.ts";

/**
 * The host that a request is for, from its `Host` field. A request of HTTP/1.0 may come without one, and an empty one
 * means none; then it is the address that the client connected to.
 *
 * @returns undefined when the field is not valid or comes twice (RFC 9112 §3.2)
 */
export function hostOf(request: IncomingMessage): string | undefined {
  const { host } = request.headers;
  if (!host) return localHost(request);
  return isAuthority(host) && !isRepeated(request, "host") ? host : undefined;
}

function localHost({ socket }: IncomingMessage): string {
  const { localAddress, localPort } = socket;
  if (localAddress === undefined || localPort === undefined) return "localhost";
  const address = localAddress.replace(/^::ffff:(?=[\d.]+$)/, "").replace(/%.*$/, "");
  return `${address.includes(":") ? `[${address}]` : address}:${localPort}`;
}

/** `node:http` keeps the first of several. */
function isRepeated({ rawHeaders }: IncomingMessage, name: string): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index]!;
    if (given.length === name.length && given.toLowerCase() === name) count += 1;
  }
  return count > 1;
}
