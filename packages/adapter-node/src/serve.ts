import type { HattipHandler } from "@hattip/core";
import {
  createHttpMiddleware,
  type HttpMiddleware,
  type HttpPlatform,
  type MiddlewareOptions,
  type ServeOptions,
  type Server,
  serveHttp,
} from "@understudy/adapter-shared";
import { runtime } from "./runtime.ts";

/** `context.platform` of a handler that this adapter serves. */
export type Platform = HttpPlatform<"node">;

/**
 * Serves a HatTip handler over HTTP/1.1.
 *
 * Signals are left to the application: it calls {@link Server.close}.
 *
 * @throws {OptionError} for a bad option (the promise is rejected)
 * @throws {Error} with the system's `code`, `EADDRINUSE` for one, when it cannot listen
 *
 * @example
 * const server = await serve(handler, { port: 8080 });
 * console.log(`listening on ${server.url}`);
 */
export function serve(handler: HattipHandler<Platform>, options: ServeOptions = {}): Promise<Server> {
  return serveHttp(handler, options, runtime);
}

/**
 * Makes a listener for `node:http`, or a middleware for Express and Connect, of a HatTip handler.
 *
 * As a middleware it calls `next()` when the handler calls `passThrough()`, and `next(error)` when it throws. It reads
 * `request.url`, which a mounted middleware sees without the path that it is mounted on. Where no `next` is given, a
 * handler that throws is answered with a plain 500 and reported to `onError`.
 *
 * @throws {OptionError} for a bad option
 *
 * @example app.use(createMiddleware(handler));
 */
export function createMiddleware(handler: HattipHandler<Platform>, options: MiddlewareOptions = {}): HttpMiddleware {
  return createHttpMiddleware(handler, options, runtime);
}
