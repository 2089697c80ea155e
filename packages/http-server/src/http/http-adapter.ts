import type { HattipHandler } from "@hattip/core";
import { type MiddlewareOptions, resolveMiddlewareOptions, type ServeOptions } from "../options.ts";
import { createHttpErrorHandler, type ErrorHandlerOptions, type HttpErrorHandler } from "./error-handler.ts";
import { createHttpErrorResponder, type HttpErrorResponder } from "./error-responder.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { createHttpMiddleware, type HttpMiddleware, type HttpPlatform } from "./middleware.ts";
import { type Server, serveHttp } from "./serve.ts";

/**
 * What an adapter offers on `node:http`, the same on every runtime. The adapters document these functions where they
 * are exported.
 */
export interface HttpAdapter<Name extends string> {
  /** @see serveHttp */
  readonly serve: (handler: HattipHandler<HttpPlatform<Name>>, options?: ServeOptions) => Promise<Server>;
  /** @see createHttpMiddleware */
  readonly createMiddleware: (
    handler: HattipHandler<HttpPlatform<Name>>,
    options?: MiddlewareOptions,
  ) => HttpMiddleware;
  /** @see createHttpErrorHandler */
  readonly createErrorHandler: (options?: ErrorHandlerOptions) => HttpErrorHandler;
  /** @see createHttpErrorResponder */
  readonly createErrorResponder: (options?: ErrorHandlerOptions) => HttpErrorResponder;
}

/** The adapter of a runtime, of what that runtime does differently. */
export function createHttpAdapter<Name extends string>(runtime: HttpRuntime<Name>): HttpAdapter<Name> {
  return {
    serve: (handler, options = {}) => serveHttp(handler, options, runtime),
    createMiddleware: (handler, options = {}) =>
      createHttpMiddleware(handler, resolveMiddlewareOptions(options), runtime),
    createErrorHandler: (options = {}) => createHttpErrorHandler(options, runtime),
    createErrorResponder: (options = {}) => createHttpErrorResponder(options, runtime),
  };
}
