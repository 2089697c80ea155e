import type { HattipHandler } from "@hattip/core";
import { type MiddlewareOptions, resolveMiddlewareOptions, type ServeOptions } from "../options.ts";
import { createHttpErrorHandler, type ErrorHandlerOptions, type HttpErrorHandler } from "./error-handler.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { createHttpMiddleware, type HttpMiddleware, type HttpPlatform } from "./middleware.ts";
import { type Server, serveHttp } from "./serve.ts";

/** What an adapter offers on `node:http`, the same on every runtime. */
export interface HttpAdapter<Name extends string> {
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
  readonly serve: (handler: HattipHandler<HttpPlatform<Name>>, options?: ServeOptions) => Promise<Server>;
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
  readonly createMiddleware: (
    handler: HattipHandler<HttpPlatform<Name>>,
    options?: MiddlewareOptions,
  ) => HttpMiddleware;
  /**
   * Makes an error handler for Express and Connect, and for every framework that lets one answer on `node:http`'s own response: source errors
   * are sent to the secondary, whose answer goes to the client on the connection itself, so that a broken transfer cuts it. Any other failure
   * goes to `next`.
   *
   * @throws {OptionError} for a bad option
   *
   * @example app.use(createErrorHandler({ rootUrl: "http://images-2.example" })); // Express, behind the routes
   */
  readonly createErrorHandler: (options?: ErrorHandlerOptions) => HttpErrorHandler;
}

/** The adapter of a runtime, of what that runtime does differently. */
export function createHttpAdapter<Name extends string>(runtime: HttpRuntime<Name>): HttpAdapter<Name> {
  return {
    serve: (handler, options = {}) => serveHttp(handler, options, runtime),
    createMiddleware: (handler, options = {}) =>
      createHttpMiddleware(handler, resolveMiddlewareOptions(options), runtime),
    createErrorHandler: (options = {}) => createHttpErrorHandler(options, runtime),
  };
}
