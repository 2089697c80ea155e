import type { HattipHandler } from "@hattip/core";
import type { ClientContext } from "@understudy/core";
import { createFetchAnswerer, type MiddlewareOptions } from "@understudy/http-server";
import bunAdapter from "#hattip-adapter-bun";

/** What a handler of `Bun.serve` is given of the server, as far as it is used here. */
export interface BunServer {
  readonly url: URL;
  requestIP(request: Request): { readonly address: string } | null;
  timeout(request: Request, seconds: number): void;
}

/** `context.platform` of a handler behind {@link createFetchHandler}. */
export interface BunFetchPlatform {
  readonly name: "bun";
  readonly server: BunServer;
  /** What is known of the client; core's `redirectOnError` reads it. */
  readonly client: ClientContext;
}

/**
 * Makes the `fetch` function for a `Bun.serve` of your own of a HatTip handler.
 *
 * `serve` is more exact: `Bun.serve` sends no `Content-Length` with a streamed body and no reason phrase but the
 * standard one, and closes a connection on which a request follows before the response to the one before.
 *
 * @param handler gets HatTip's context and returns a `Response`; wrap it with `redirectOnError`
 * @param options trusts no proxy, and drops a client that reads nothing for 120000 ms, by default
 * @throws {OptionError} for a bad or unknown option
 *
 * @example
 * import { createFetchHandler } from "@understudy/adapter-bun";
 *
 * Bun.serve({ port: 8080, fetch: createFetchHandler(({ request }) => new Response(`asked for ${request.url}`)) });
 */
export function createFetchHandler(
  handler: HattipHandler<BunFetchPlatform>,
  options: MiddlewareOptions = {},
): (request: Request, server: BunServer) => Promise<Response> {
  const answer = createFetchAnswerer<Omit<BunFetchPlatform, "client">>(handler, options);
  const { fetch } = bunAdapter((context) => {
    const { server } = context.platform;
    const { host, protocol } = server.url;
    const address = server.requestIP(context.request)?.address;
    return answer(context, { address, localHost: host, encrypted: protocol === "https:" });
  });

  return (request, server) => {
    // Bun cuts a response that is not written to for 10 s, which one that waits for a slow secondary is not.
    server.timeout(request, 0);
    return fetch(request, server);
  };
}
