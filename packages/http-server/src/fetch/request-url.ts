import { isAuthority, parseRequestTarget } from "../head/request-target.ts";

/** What a request asks for, or why it cannot be served. */
export type RequestUrl =
  | { readonly kind: "url"; readonly host: string; readonly path: string }
  | { readonly kind: "server" }
  | { readonly kind: "invalid"; readonly status: 400 | 501; readonly reason: string };

/**
 * Reads the URL of a request as Bun and Deno give it, which is the `Host` field and the request target put together,
 * valid or not. Bun leaves an unusable host out; Deno puts a target in absolute form in its place.
 *
 * @param localHost the host where the client names none
 */
export function requestUrl({ method, url, headers }: Request, localHost: string): RequestUrl {
  const field = headers.get("host");
  // Two of them come joined with a comma and a space.
  if (field && !isAuthority(field)) return { kind: "invalid", status: 400, reason: "the Host field is not valid" };
  const sent = field || localHost;
  const prefix = new RegExp(`^https?://${sent.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?=/)`, "i");
  const target = parseRequestTarget(method, url.replace(prefix, ""));
  if (target.kind !== "resource") return target;
  return { kind: "url", host: target.authority ?? sent, path: target.path };
}
