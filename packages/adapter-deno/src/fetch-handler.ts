import { createServeHandler } from "@hattip/adapter-deno";
import type { HattipHandler } from "@hattip/core";
import type { ClientContext } from "@understudy/core";
import { createFetchAnswerer, type MiddlewareOptions } from "@understudy/http-server";

/** What a handler of `Deno.serve` is given besides the request, as far as it is used here. */
export interface DenoServeInfo {
  readonly remoteAddr: {
    readonly transport: "tcp" | "udp" | "unix" | "unixpacket";
    readonly hostname?: string;
  };
}

/** `context.platform` of a handler behind {@link createFetchHandler}. */
export interface DenoFetchPlatform {
  readonly name: "deno";
  readonly info: DenoServeInfo;
  /** What is known of the client; core's `redirectOnError` reads it. */
  readonly client: ClientContext;
}

/**
 * Makes the handler for a `Deno.serve` of your own of a HatTip handler.
 *
 * `serve` is more exact: `Deno.serve` sends no reason phrase but the standard one, no `Content-Length` with a 304, and
 * never ends a 205, which is therefore sent as 204.
 *
 * Deno aborts `request.signal` also when all is well (https://github.com/denoland/deno/issues/27005); the one that a
 * handler sees here is aborted only when the client goes away. Deno says once on stderr that this will change, unless
 * it runs with `--unstable-no-legacy-abort`.
 *
 * @param handler gets HatTip's context and returns a `Response`; wrap it with `redirectOnError`
 * @param options trusts no proxy, and drops a client that reads nothing for 120000 ms, by default
 * @throws {OptionError} for a bad or unknown option
 *
 * @example
 * import { createFetchHandler } from "@understudy/adapter-deno";
 *
 * Deno.serve({ port: 8080 }, createFetchHandler(({ request }) => new Response(`asked for ${request.url}`)));
 */
export function createFetchHandler(
  handler: HattipHandler<DenoFetchPlatform>,
  options: MiddlewareOptions = {},
): (request: Request, info: DenoServeInfo) => Promise<Response> {
  const answer = createFetchAnswerer<Omit<DenoFetchPlatform, "client">>(handler, options, { cannotEnd205: true });
  const respond = createServeHandler<DenoServeInfo>((context) => {
    const { remoteAddr } = context.platform.info;
    const encrypted = context.request.url.startsWith("https:");
    // Deno puts the server's own address into the URL where the client names no host.
    return answer(context, { address: remoteAddr.hostname, localHost: "localhost", encrypted });
  });
  return async (request, info) => respond(request, info);
}
