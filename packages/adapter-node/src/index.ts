export { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "@understudy/http-transport";
export type { ErrorListener, FailedRequest } from "./error-reporter.ts";
export type { ForwardedFields } from "./forwarded-chain.ts";
export { createMiddleware, type NodeMiddleware, type NodePlatform } from "./middleware.ts";
export type { MiddlewareOptions, ServeOptions, TlsOptions } from "./options.ts";
export { createErrorRedirect, redirectOnError } from "./redirect-on-error.ts";
export { type Server, serve } from "./serve.ts";
