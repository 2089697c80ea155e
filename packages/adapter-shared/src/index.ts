export type { ForwardedFields } from "./client/forwarded-chain.ts";
export type { ErrorListener, FailedRequest } from "./error-reporter.ts";
export { createFetchAnswerer, type NativePeer } from "./fetch/fetch-handler.ts";
export {
  createHttpErrorHandler,
  type ErrorHandlerOptions,
  type HttpErrorHandler,
  type NextErrorHandler,
} from "./http/error-handler.ts";
export type { HttpRuntime } from "./http/http-runtime.ts";
export { createHttpMiddleware, type HttpMiddleware, type HttpPlatform } from "./http/middleware.ts";
export { type Server, serveHttp } from "./http/serve.ts";
export type { MiddlewareOptions, ServeOptions, TlsOptions } from "./options.ts";
export { createErrorRedirect, redirectOnError } from "./redirect-on-error.ts";
