import type { HattipHandler } from "@hattip/core";
import {
  createHttpErrorHandler,
  createHttpMiddleware,
  type ErrorHandlerOptions,
  type HttpErrorHandler,
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

/**
 * Makes an error handler for Express and Connect, and for every framework that lets one answer on `node:http`'s own response: source errors
 * are sent to the secondary, whose answer goes to the client on the connection itself, so that a broken transfer cuts it. Any other failure
 * goes to `next`.
 *
 * @throws {OptionError} for a bad option
 *
 * @example app.use(createErrorHandler({ rootUrl: "http://images-2.example" })); // Express, behind the routes
 */
export function createErrorHandler(options: ErrorHandlerOptions = {}): HttpErrorHandler {
  return createHttpErrorHandler(options, runtime);
}
